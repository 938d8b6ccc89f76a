// SPDX-License-Identifier: Apache-2.0
// Which seeds a command works on: families by name, --param, --observation.
#pragma once
#include <string>
#include <vector>

#include "tools/command.h"

namespace dgacast {

struct SeedOptions {
  std::vector<std::string> families;
  std::vector<std::string> params;
  std::string observation;
};

/// One seed that the user asked for.
struct WantedSeed {
  const CatalogueEntry* entry;
  Seed seed;
};

/// Adds --family to a command that takes something else as its arguments.
void add_family_option(CLI::App& command, SeedOptions& options);
/// Adds --param and --observation to a command; how families are named is the command's own business.
void add_seed_options(CLI::App& command, SeedOptions& options);
/// The seeds that `options` name, or those of all families when none is named. What cannot be computed is left out with
/// a note, or throws InputError when it was named. `catalogue` must outlive the result.
std::vector<WantedSeed> wanted_seeds(const Catalogue& catalogue, const SeedOptions& options, const Context& context);

}  // namespace dgacast
