// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/seed_options.h"

#include "blocklists/io/file.h"
#include "blocklists/options/selection.h"
#include "tools/cli/arguments.h"

namespace dgacast {

void add_family_option(Arguments& command, SeedOptions& options) { command.add(option::families, options.families); }

void add_seed_options(Arguments& command, SeedOptions& options) {
  command.add(option::param, options.params);
  command.add(option::observation, options.observation);
}

std::optional<Observation> read_observation(const std::string& path) {
  if (path.empty()) return std::nullopt;
  return Observation::of_text(read_file(path));
}

SeedRequest request_of(const SeedOptions& options, const std::optional<Observation>& observation) {
  SeedRequest request{.parameters_at = "--param", .observation_at = "--observation"};
  for (const std::string& word : options.families) request.families.push_back({word});
  for (const std::string& param : options.params) {
    const auto equals = param.find('=');
    if (equals == std::string::npos || equals == 0)
      usage("--param", quote(param) + " is not NAME=VALUE", "write for example --param seed=0x1234");
    request.parameters.emplace_back(param.substr(0, equals), param.substr(equals + 1));
  }
  request.every_seed = options.every_seed;
  if (observation) request.observation = &*observation;
  return request;
}

Plan plan_of(std::shared_ptr<const Catalogue> catalogue, const SeedOptions& options, Period horizon,
             const RunContext& run) {
  const std::optional<Observation> observation = read_observation(options.observation);
  return make_plan(std::move(catalogue), request_of(options, observation), horizon, run);
}

}  // namespace dgacast
