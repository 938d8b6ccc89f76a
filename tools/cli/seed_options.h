// SPDX-License-Identifier: Apache-2.0
// Which seeds a command works on: families by name, --param, --observation.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "blocklists/engine/plan.h"
#include "dga/core/observation.h"
#include "tools/cli/command.h"

namespace dgacast {

struct SeedOptions {
  std::vector<std::string> families = {};
  std::vector<std::string> params = {};
  std::string observation = {};
  bool every_seed = false;  ///< SeedRequest::every_seed
};

/// Adds --family to a command that takes something else as its arguments.
void add_family_option(Arguments& command, SeedOptions& options);
/// Adds --param and --observation to a command; how families are named is the command's own business.
void add_seed_options(Arguments& command, SeedOptions& options);
/// Reads the file of --observation; nothing when `path` is empty. Throws InputError.
std::optional<Observation> read_observation(const std::string& path);
/// What the options ask for. Throws InputError for a --param that is not NAME=VALUE. `observation` must outlive it.
SeedRequest request_of(const SeedOptions& options, const std::optional<Observation>& observation);
/// The lists in `horizon` of what the options ask for. Throws InputError.
Plan plan_of(std::shared_ptr<const Catalogue> catalogue, const SeedOptions& options, Period horizon,
             const RunContext& run);

}  // namespace dgacast
