// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/seed_options.h"

#include "blocklists/io/file.h"

namespace dgacast {
void add_family_option(CLI::App& command, SeedOptions& options) {
  command
      .add_option("--family", options.families,
                  "only these families or seeds (comma-separated), by id, alias or malware; default: all")
      ->type_name("FAMILY[/SEED]")
      ->delimiter(',')
      ->allow_extra_args(false);
}

void add_seed_options(CLI::App& command, SeedOptions& options) {
  command
      .add_option("--param", options.params,
                  "set a parameter of the one named family: a number (decimal or 0x), a word, JSON for lists")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  command
      .add_option("--observation", options.observation,
                  "outside input of a TDN or TIN family, text or JSON; - is standard input")
      ->type_name("FILE");
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
  if (observation) request.observation = &*observation;
  return request;
}

Plan plan_of(std::shared_ptr<const Catalogue> catalogue, const SeedOptions& options, Period horizon,
             const RunContext& run) {
  const std::optional<Observation> observation = read_observation(options.observation);
  return make_plan(std::move(catalogue), request_of(options, observation), horizon, run);
}

}  // namespace dgacast
