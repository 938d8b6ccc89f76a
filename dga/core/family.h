// SPDX-License-Identifier: Apache-2.0
// One domain generation algorithm.
//
// A Family knows its facts and how to write one list. It knows nothing of files, formats, clocks, locales or threads.
// Objects are immutable and live as long as the program (those of plugins: as long as their catalogue), so any number
// of threads may call them at once.
//
//   const Catalogue catalogue = Catalogue::builtin();
//   const CatalogueEntry& vidro = catalogue.entry("vidro", "");
//   const Seed& seed = vidro.seed("default", "");
//   DomainList names;
//   vidro.family->generate(seed, vidro.family->facts().period.containing(seed, when), names);   // names.size() == 100
#pragma once
#include <span>
#include <string_view>

#include "dga/core/domain_list.h"
#include "dga/core/period.h"
#include "dga/core/seed.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Time-dependent or -independent (TD, TI) x deterministic or not (D, N): Barabosch et al. 2012, Plohmann et al. 2016.
enum class Taxonomy : std::uint8_t { tdd, tid, tdn, tin };

/// "TDD", "TID", "TDN" or "TIN".
std::string_view to_text(Taxonomy taxonomy) noexcept;

/// What the code of a family must state itself. All else that is known stands in its catalogue entry.
struct FamilyFacts {
  std::string_view id;  ///< `conficker_c`: file name, catalogue entry, command line
  Taxonomy taxonomy;
  PeriodRule period;
  std::span<const ParameterSpec> parameters;  ///< must outlive the program's use of the family; may be empty
  /// Bots also try the lists of this many earlier periods (ranbyus: 30): the planner starts that much earlier, and a
  /// name stays listed that much longer. 0 where generate() itself writes the earlier names.
  std::uint32_t look_back = 0;
  /// Every name of every seed ends in a dot and one of these, or one of the words of the parameter `suffix_parameter`
  /// (a string or a list of words): who wants other suffixes need not ask. Both empty: not told.
  std::span<const std::string_view> suffixes = {};
  std::string_view suffix_parameter = {};
};

/// True when no list of `seed` holds a name that `names` wants (DomainList::want), by facts().suffixes.
bool is_spared(const FamilyFacts& facts, const Seed& seed, const DomainList& names);

class ListBatcher;  // dga/core/list_batch.h
class RowMaker;

class Family {
 public:
  /// What this algorithm is. Valid for the life of the object.
  virtual const FamilyFacts& facts() const noexcept = 0;
  /// Appends the names of `seed` in `period` to `out`: the bot's order, its duplicates too, lower case, no final dot.
  /// A name whose suffix out.wants() not may be left empty.
  /// Needs: `seed` was built from facts().parameters, has its observation if it takes one, and passed check();
  /// `period` came from facts().period. What `out` held is kept.
  /// Same arguments, same bytes, on every machine. Throws nothing but std::bad_alloc, past 4 GiB of names
  /// std::length_error, and where somebody else's code is at work (PluginFamily) InputError; `out` may then end in half
  /// a list.
  virtual void generate(const Seed& seed, const Period& period, DomainList& out) const = 0;
  /// What the schema alone cannot tell: relations between parameters, the form of an observation.
  /// Throws InputError with `where`. Called once for each seed, before generate() and before facts().period.
  virtual void check(const Seed& seed, std::string_view where) const;
  /// How to make several lists together, faster than one by one; nullptr where that gains nothing (most families).
  virtual const ListBatcher* batcher() const noexcept { return nullptr; }
  /// How to make lists that overlap; nullptr where they do not (all families but Suppobox).
  virtual const RowMaker* row_maker() const noexcept { return nullptr; }

 protected:
  ~Family() = default;  // never owned through the base
};

}  // namespace dgacast
