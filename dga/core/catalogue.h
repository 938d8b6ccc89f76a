// SPDX-License-Identifier: Apache-2.0
// What is known of each family beyond its code: facts, sources, seeds. One JSON file a family in dga/catalogue/,
// embedded at build time; a user adds seeds, or replaces facts, with a file of the same form (dga/catalogue/README.md).
//
//   Catalogue catalogue = Catalogue::builtin();
//   catalogue.add(text_of_file, "my_seeds.json");
//   const CatalogueEntry& necurs = catalogue.entry("necurs", "");
#pragma once
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dga/core/alphabet.h"
#include "dga/core/family.h"
#include "dga/core/partial_date.h"

namespace [[gnu::visibility("default")]] dgacast {

class JsonText;

/// What the names are drawn with: Plohmann et al. 2016, and static for lists that people wrote.
enum class Scheme : std::uint8_t { arithmetic, hash, wordlist, permutation, fixed };

/// "arithmetic", "hash", "wordlist", "permutation" or "static".
std::string_view to_text(Scheme scheme) noexcept;

/// The word of a fact, or "" where it is not known.
template <typename Fact>
std::string_view to_text(const std::optional<Fact>& fact) noexcept {
  return fact ? to_text(*fact) : std::string_view{};
}

/// What a parameter means, and the value that it takes when a seed gives none.
struct ParameterFact {
  std::string name;
  std::string meaning;
  std::string default_json;  ///< the value as JSON text; empty: none, a seed must give it (or it is optional)
};

/// What is doubtful of a family's time rule.
struct Uncertainty {
  std::string text;              ///< empty: nothing is
  std::uint32_t slack_days = 0;  ///< a careful list adds this many days on both sides
};

/// The malware in Malpedia (malpedia.caad.fkie.fraunhofer.de), whose names CERTs and platforms share.
struct MalpediaFact {
  std::string id;    ///< "win.necurs"; empty: it is not there, or not known to be
  std::string name;  ///< "Necurs"
  std::string uuid;  ///< of its cluster in MISP's galaxy

  /// The page of the malware. Needs an id.
  std::string url() const;
};

/// The largest facts that a catalogue may give: what is beyond is a slip of the pen, or there to move a risk.
inline constexpr std::uint32_t kMostSlackDays = 366;
inline constexpr std::uint64_t kMostNamesPerPeriod = 1'000'000'000;
inline constexpr std::uint32_t kMostLabel = 63;  // RFC 1035, 2.3.4

/// One family as people know it. The id is an id and each other text one line, as dga/core/text.h tells: formats and
/// terminals get them as they are.
struct CatalogueEntry {
  std::string id;                    ///< `conficker_c`
  std::string malware;               ///< "Conficker": the label that its families share
  std::vector<std::string> aliases;  ///< other names in use, lower case
  MalpediaFact malpedia;
  std::string summary;                            ///< one sentence
  std::optional<Taxonomy> taxonomy;               ///< empty: not told
  std::optional<Scheme> scheme;                   ///< empty: not told
  std::string period_note;                        ///< what the period rule does not tell
  std::optional<std::uint64_t> names_per_period;  ///< of a usual seed; empty: unknown
  std::string names_note;
  std::vector<std::string> suffixes;           ///< TLDs or suffixes of the known seeds
  std::uint32_t label_min = 0, label_max = 0;  ///< length of the generated label; 0 and 0: unknown
  Alphabet alphabet;                           ///< of the generated label
  PartialDate first_seen;
  std::vector<std::string> sources;
  std::vector<ParameterFact> parameters;
  std::deque<Seed> seeds;               ///< in the catalogue's order
  std::vector<std::string> user_seeds;  ///< ids of those that a file of the user gave, not the catalogue or plugin
  std::string unavailable;              ///< not empty: why no list can be computed ("the algorithm is not public")
  Uncertainty uncertainty;
  std::string verified;
  bool needs_lists = false;  ///< many of its names are others': without lists of names in use none is to be trusted
  const Family* family = nullptr;  ///< the code; nullptr when there is none

  /// True for the id of a seed that a file of the user gave.
  bool is_users(std::string_view seed_id) const noexcept;
  /// The seed with this id. Throws InputError with `where` and the nearest id.
  const Seed& seed(std::string_view seed_id, std::string_view where) const;
  /// A seed of the family with defaults for all that `values` does not set; values are pairs of name and JSON.
  /// `base` (may be nullptr) is a seed to start from instead of the defaults. Throws InputError with `where`.
  Seed make_seed(std::string_view seed_id, const Seed* base,
                 const std::vector<std::pair<std::string, nlohmann::json>>& values, std::string_view where) const;
  /// `seed` with `when` for each optional parameter of type instant that has no value: a mode of the bot that takes the
  /// clock itself and not a period (Bumblebee's time mode). Others come back as they are. Needs family != nullptr.
  Seed at_instant(const Seed& seed, UtcSeconds when) const;
  /// A builder that holds the defaults, for values that come as words. Needs family != nullptr.
  SeedBuilder builder(std::string_view seed_id, std::string_view where) const;
};

/// Entries and seeds stay where they are: what is added later moves none of them, so that pointers to them are good as
/// long as the catalogue. A seed or a fact that is replaced has its new value at the old place. Any number of threads
/// may read; nothing may be read while something is added.
class Catalogue {
 public:
  /// The embedded catalogue. Throws std::logic_error when it does not fit the code (a test reads it).
  static Catalogue builtin();

  /// Adds the seeds of one catalogue file, or of a JSON array of such, to the families it names (a seed with the same
  /// id is replaced), and replaces the facts that it gives. Throws InputError with file and line, and std::bad_alloc;
  /// the catalogue is then unchanged.
  void add(std::string_view text, std::string_view name);

  /// Adds a family that is not built in, and the catalogue file that comes with it: one object with the family's id and
  /// taxonomy. `place` is where the code comes from, for messages. Throws InputError, also when the id is taken, and
  /// std::bad_alloc; the catalogue is then unchanged.
  void add_family(std::shared_ptr<const Family> family, std::string_view place, std::string_view text,
                  std::string_view name);

  /// All entries in the order of their ids.
  const std::list<CatalogueEntry>& entries() const noexcept { return entries_; }
  /// The entry with this id, or nullptr.
  const CatalogueEntry* find(std::string_view id) const noexcept;
  /// The entry with this id. Throws InputError with `where` and the nearest id.
  const CatalogueEntry& entry(std::string_view id, std::string_view where) const;
  /// All entries that a person may mean by `name`: the one with this id, or else those with this alias or malware
  /// label, whatever the case. None for an unknown name. One pass over the catalogue.
  std::vector<const CatalogueEntry*> meant_by(std::string_view name) const;
  /// The same. Throws InputError with `where` and the nearest name (a search by edit distances) when there is none.
  std::vector<const CatalogueEntry*> named(std::string_view name, std::string_view where) const;
  /// SHA-256 over the embedded files and all that was added, in lower-case hex: names the catalogue's version.
  std::string digest() const;

 private:
  class Change;

  std::list<CatalogueEntry> entries_;
  std::vector<std::shared_ptr<const Family>> added_;
  std::vector<std::string> texts_;  // all that was read, for the digest
};

}  // namespace dgacast
