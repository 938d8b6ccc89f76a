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
#include <vector>

#include "dga/core/domain_list.h"
#include "dga/core/period.h"
#include "dga/core/seed.h"

namespace dgacast {

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

/// A list that is asked for together with others.
struct ListOrder {
  const Seed* seed;
  Period period;
  DomainList* out;
};

/// Where a list stands in a row of names: from place `begin` to `end` (half-open).
struct Stretch {
  std::uint32_t begin;
  std::uint32_t end;
};

/// True when no list of `seed` holds a name that `names` wants (DomainList::want), by facts().suffixes.
bool is_spared(const FamilyFacts& facts, const Seed& seed, const DomainList& names);

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
  /// How many lists generate_all() should be given at once; 1 where it gains nothing.
  virtual std::size_t lists_at_once() const noexcept { return 1; }
  /// Makes several lists, of whatever seeds and periods, as generate() makes each. Where every name comes from the one
  /// before it, only lists side by side can fill the lanes of vectors.
  /// Needs for each what generate() needs, and lists whose `out` is nobody else's. Throws what generate() throws.
  virtual void generate_all(std::span<const ListOrder> lists) const;
  /// For families whose lists begin with the end of the list before: appends those of `seed` in `periods`, each of
  /// which begins where the one before it ends, to the empty `row`, but each name that a list has from the one before
  /// it only once, and to `lists` where each stands there. The names from `begin` to `end` are those of generate(), in
  /// that order; neither goes back from list to list. Gives false, and appends nothing, where lists do not overlap (the
  /// default). Throws what generate() throws.
  virtual bool generate_row(const Seed& seed, std::span<const Period> periods, DomainList& row,
                            std::vector<Stretch>& lists) const;
  /// What the schema alone cannot tell: relations between parameters, the form of an observation.
  /// Throws InputError with `where`. Called once for each seed, before generate() and before facts().period.
  virtual void check(const Seed& seed, std::string_view where) const;

 protected:
  ~Family() = default;  // never owned through the base
};

}  // namespace dgacast
