// SPDX-License-Identifier: Apache-2.0
// Families and seeds by pattern, as fnmatch(3) knows them: "conficker_*", "necurs/magic*", "Conficker".
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "dga/core/catalogue.h"

namespace dgacast {

/// True when `pattern` fits the family's id, malware or an alias, whatever the case, or (behind a slash) the seed's id
/// too. A pattern without a slash fits all seeds.
bool fits_seed(const std::string& pattern, const CatalogueEntry& entry, std::string_view seed_id);
/// True when the part of `pattern` before a slash fits the family.
bool fits_family(const std::string& pattern, const CatalogueEntry& entry);

/// A seed whose lists can be made.
struct ChosenSeed {
  const CatalogueEntry* entry;
  const Seed* seed;
};

struct SeedChoice {
  std::vector<ChosenSeed> seeds;      ///< in the catalogue's order
  std::vector<std::string> left_out;  ///< "FAMILY is left out: WHY", of families that a pattern fits
};

/// The seeds that `pattern` fits. Throws InputError with `where` when it fits nothing that the catalogue knows, and
/// when it names one family or seed (no * ? [) whose lists cannot be made.
SeedChoice choose_seeds(const Catalogue& catalogue, const std::string& pattern, std::string_view where);

}  // namespace dgacast
