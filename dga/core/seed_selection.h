// SPDX-License-Identifier: Apache-2.0
// Families and seeds as people name them, in one way everywhere:
//
//   necurs               a family by its id, or else all that have this alias or malware label, whatever the case
//   necurs/magic9        one seed; the only word for one that its marks keep out of lists which do not name it
//   flubot/*  conf*_?    patterns as fnmatch(3) knows them (* ? [...]), of ids, aliases and malware labels
//
//   const SeedSelection chosen = select_seeds(catalogue, {.families = {{"necurs"}, {"flubot/*"}}});
//   for (const SelectedSeed& one : chosen.seeds) plan.add(*one.entry, one.seed, horizon);
//
// Threads: any. Cost: a pass over the catalogue for each pattern, less for an id.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dga/core/catalogue.h"

namespace [[gnu::visibility("default")]] dgacast {

/// True when `pattern` names the family of `entry`, or (with a slash) perhaps one of its seeds. `catalogue` tells
/// whether it is an id; the entry need not be one of it.
bool fits_family(const Catalogue& catalogue, const std::string& pattern, const CatalogueEntry& entry);
/// True when `pattern` names this seed. Without a slash it names all seeds of the family.
bool fits_seed(const Catalogue& catalogue, const std::string& pattern, const CatalogueEntry& entry,
               std::string_view seed_id);

/// All families that a word names: by id, alias, malware label or pattern. Throws InputError with `where` when there is
/// none, with the nearest word.
std::vector<const CatalogueEntry*> named_families(const Catalogue& catalogue, const std::string& word,
                                                  std::string_view where);

struct Observation;  // dga/core/observation.h

/// What is asked for.
struct SeedRequest {
  struct Word {
    std::string text;
    std::string where = {};  ///< of the word, for messages
  };
  std::vector<Word> families = {};  ///< in the order of the result; empty: all families
  /// NAME and VALUE: set in every seed; they need one family. See SeedBuilder::set_text().
  std::vector<std::pair<std::string, std::string>> parameters = {};
  const Observation* observation = nullptr;
  /// Seeds with the mark only_named count too where nobody names them: for look-ups and scans, not for lists.
  bool every_seed = false;
  // What messages call the latter two.
  std::string parameters_at = "parameters";
  std::string observation_at = "observation";
};

/// A seed whose lists can be made. The catalogue must outlive it.
struct SelectedSeed {
  const CatalogueEntry* entry;
  Seed seed;         ///< with what parameters and observation say
  const Seed* base;  ///< that of the catalogue whose values it has otherwise; nullptr: the family's defaults
};

struct SeedSelection {
  std::vector<SelectedSeed> seeds;  ///< each once, however often it was named
  std::vector<std::string>
      left_out;  ///< "FAMILY is left out: WHY", of families and seeds that nobody named without a pattern
};

/// The seeds that `request` names. Throws InputError for a name or pattern that fits nothing, with the nearest word;
/// for a family or seed that was named and whose lists cannot be made; for several families where parameters need one;
/// for parameters and observations that do not fit the family; for a family all whose seeds have the mark only_named.
SeedSelection select_seeds(const Catalogue& catalogue, const SeedRequest& request);

}  // namespace dgacast
