// SPDX-License-Identifier: Apache-2.0
// Which seeds a command takes: families, seeds, parameters of one's own, an observation.
#pragma once
#include <string>
#include <vector>

#include "tools/command.h"

namespace dgacast {

struct SeedOptions {
  std::vector<std::string> families, params;
  std::string observation;
};

/// A seed that can be generated, and its family.
struct Wanted {
  const CatalogueEntry* entry;
  Seed seed;
};

/// Adds the families and the two options to a command.
void add_seed_options(CLI::App& command, SeedOptions& options);
/// The seeds that the user named, or all that need nothing more; what has to be left out is noted. Throws InputError.
std::vector<Wanted> wanted_seeds(const Catalogue& catalogue, const SeedOptions& options, const Context& context);

}  // namespace dgacast
