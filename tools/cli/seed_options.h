// SPDX-License-Identifier: Apache-2.0
// Which seeds a command works on: families by name, --param, --observation.
#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/cli/command.h"

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
  std::string base;  ///< id of the seed in the catalogue whose values it has where --param says nothing; empty: none
};

/// What --observation names.
struct Observation {
  nlohmann::json value;
  std::string sha256;  ///< of the file
};

/// Adds --family to a command that takes something else as its arguments.
void add_family_option(CLI::App& command, SeedOptions& options);
/// Adds --param and --observation to a command; how families are named is the command's own business.
void add_seed_options(CLI::App& command, SeedOptions& options);
/// Reads the file of --observation; nothing when `path` is empty. Throws InputError.
std::optional<Observation> read_observation(const std::string& path);
/// NAME and VALUE of each --param. Throws InputError.
std::vector<std::pair<std::string, std::string>> split_params(const std::vector<std::string>& params);
/// The seeds that `options` name, or those of all families when none is named. What cannot be computed is left out with
/// a note, or throws InputError when it was named. `catalogue` must outlive the result.
std::vector<WantedSeed> wanted_seeds(const Catalogue& catalogue, const SeedOptions& options, const Context& context);
/// The same with an observation that was read before.
std::vector<WantedSeed> wanted_seeds(const Catalogue& catalogue, const SeedOptions& options,
                                     const std::optional<Observation>& observation, const Context& context);

}  // namespace dgacast
