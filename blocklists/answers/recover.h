// SPDX-License-Identifier: Apache-2.0
// Seed recovery: runs a family's search and proves what it finds.
//
//   const std::vector<std::string> names = seen_names(text, "seen.txt");
//   const auto found = recover(entry, bases_of(entry, {}, ""), names, {.range = range}, run);
//   if (!found.empty()) std::cout << recovered_catalogue(entry, found, names.size(), 1000);
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dga/core/catalogue.h"
#include "dga/core/run_context.h"

namespace [[gnu::visibility("default")]] dgacast {

struct RecoverOptions {
  std::size_t at_least = 0;  ///< names that a seed must make; 0: all
  Period range{};            ///< when bots may have asked for them
};

inline constexpr std::size_t kMostSeenNames = 10'000;

/// The names of a text, one a line as people paste them (names/written_name.h), in the form in which they are compared,
/// sorted, each once. `where` is what the text is called. Throws InputError with the line that is not a name, for no
/// name, and for more than kMostSeenNames.
std::vector<std::string> seen_names(std::string_view text, std::string_view where);

/// A seed that makes the names, proved by its lists.
struct RecoveredSeed {
  Seed seed;
  bool known;              ///< it stands in the catalogue
  std::size_t names;       ///< how many of those that were seen it makes
  UtcSeconds valid_from;   ///< of the first list that holds one of them
  UtcSeconds valid_until;  ///< of the last one
};

/// False for families whose lists differ by time alone: the one parameter that they may have is how many names are
/// made.
bool has_seed(const FamilyFacts& facts);

/// The families of a catalogue that have no seed to search: names of theirs are looked for in the dates alone.
std::vector<const CatalogueEntry*> families_without_seeds(const Catalogue& catalogue);

/// The seeds whose parameters a search keeps: the known ones with `params` (name and value as a person writes them),
/// each once that differs in more than what is searched, but none that lists have only where it is named; none for a
/// family whose seeds cannot be searched. Throws InputError with `where` for values that the family does not take.
std::vector<Seed> bases_of(const CatalogueEntry& entry, std::span<const std::pair<std::string, std::string>> params,
                           std::string_view where);

/// The seeds of `entry` that make at least options.at_least of `names`. Known seeds come first; when one of them makes
/// all, there is no search; those that lists have only where they are named come last, when nothing else makes enough.
/// `bases` are the seeds whose parameters the search keeps (bases_of()), not empty where there
/// is a searcher; values that a base has for the searched parameters do not matter. Without has_seed(), the bases are
/// what is known. Of `run`, its threads, stop and progress are used: the pieces of the progress are parts of the
/// search. Throws InputError when there are seeds that cannot be searched, and Interrupted.
std::vector<RecoveredSeed> recover(const CatalogueEntry& entry, const std::vector<Seed>& bases,
                                   const std::vector<std::string>& names, const RecoverOptions& options,
                                   const RunContext& run = {});

/// What was found as a catalogue file of its own (dga/catalogue/README.md), whose notes tell how each seed was proved:
/// the first `most` seeds. `names` is how many were seen.
std::string recovered_catalogue(const CatalogueEntry& entry, std::span<const RecoveredSeed> found, std::size_t names,
                                std::size_t most);

}  // namespace dgacast
