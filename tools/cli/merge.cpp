// SPDX-License-Identifier: Apache-2.0
// dgacast merge: the shards that several runs of generate --shard made, as the list that one run would have made.
#include "blocklists/engine/shard.h"
#include "blocklists/lists/import.h"
#include "blocklists/options/answers.h"
#include "blocklists/options/selection.h"
#include "dga/random/digest.h"
#include "tools/cli/arguments.h"
#include "tools/cli/list_options.h"
#include "tools/cli/seed_options.h"

namespace dgacast {
namespace {

struct Options {
  std::vector<std::string> files;
  std::vector<std::string> catalogue, plugins, imports;
  std::string observation;
  ListOptions list;
};

// Shards name no files. What follows compares the files that the user gives with those that the shards were made with,
// by their digests, and tells what to give.

void check_catalogue(const std::string& file, const ShardPlan& plan, const Catalogue& catalogue) {
  if (plan.catalogue == catalogue.digest()) return;
  const std::string builtin = Catalogue::builtin().digest();
  if (plan.builtin != builtin) {
    usage(file,
          "was made by another version of dgacast: its catalogue is " + plan.builtin.substr(0, 12) +
              ", and this one's is " + builtin.substr(0, 12),
          "merge with the version that made it, or make all shards again");
  }
  if (plan.catalogue == builtin) {
    usage(file, "was made without catalogue files and plugins", "leave --catalogue and --plugin out");
  }
  usage(file, "was made with other catalogue files or plugins than are given here",
        "give the same with --catalogue and --plugin, in the same order");
}

void check_observation(const std::string& file, const ShardPlan& plan, const std::optional<Observation>& observation) {
  if (plan.observation == (observation ? observation->sha256 : std::string{})) return;
  if (plan.observation.empty()) usage(file, "was made without an observation", "leave --observation out");
  usage(file, std::string("was made with ") + (observation ? "another" : "an") + " observation",
        "give the same with --observation");
}

void check_suffixes(const std::string& file, const ShardSelection& selection, const PublicSuffixes& suffixes) {
  if (selection.suffix_list.empty() || selection.suffix_list == suffixes.date()) return;
  usage(file,
        "was made with the Public Suffix List of " + quote(selection.suffix_list) + ", and here is that of " +
            quote(suffixes.date()),
        "give the same with --psl");
}

/// Adds the imports that the shards were made with.
void read_imports(const Options& options, const ShardPlan& plan, const Catalogue& catalogue, Imports& imports) {
  std::vector<std::string> digests;
  for (const std::string& path : options.imports) {
    digests.push_back(sha256_hex(
        imports.read_file(path, shown_path(path), catalogue, {.family = "imported", .period = plan.horizon})));
  }
  if (digests == plan.imports) return;
  if (plan.imports.empty()) usage(options.files.front(), "was made without imported lists", "leave --import out");
  usage(options.files.front(),
        "was made with " + std::to_string(plan.imports.size()) +
            (plan.imports.size() == 1 ? " imported list" : " imported lists") + ", which are not those given here",
        "give the same with --import, in the same order");
}

void run(const Options& given, const Context& context) {
  Options options = given;
  const std::string& file = options.files.front();
  ShardSet shards{options.files};
  const ShardPlan& made_of = shards.facts().plan;
  const ShardSelection& selection = shards.facts().selection;
  options.list.screen.registrable = selection.registrable;
  for (const Actor actor : selection.actors) options.list.screen.actors.emplace_back(to_text(actor));
  const auto suffixes = load_suffixes(options.list.screen.psl);
  check_list_options(options.list, *suffixes);
  const auto catalogue = catalogue_of(context, options.catalogue, options.plugins);
  check_catalogue(file, made_of, *catalogue);
  const std::optional<Observation> observation = read_observation(options.observation);
  check_observation(file, made_of, observation);
  check_suffixes(file, selection, *suffixes);
  Imports imports;
  read_imports(options, made_of, *catalogue, imports);
  const UtcSeconds first_day = made_of.horizon.begin;
  Plan plan = plan_of(made_of, *catalogue, observation ? &observation->value : nullptr, file);
  imports.add_to(plan, made_of.horizon);
  write_names([&](const CollectOptions& how, const RunContext& run) { return std::move(shards).open(plan, how, run); },
              first_day, options.list, *suffixes, context);
}

}  // namespace

void add_merge(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::shard_files, options->files);
  add_psl_option(command, options->list.screen);
  add_screen_options(command, options->list.screen);
  add_writing_options(command, options->list);
  command.add(option::shard_import, options->imports);
  command.add(option::shard_observation, options->observation);
  command.add(option::catalogue, options->catalogue);
  command.add(option::plugin, options->plugins);
  command.run([options, &context] { run(*options, context); });
}

}  // namespace dgacast
