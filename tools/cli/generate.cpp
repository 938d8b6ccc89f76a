// SPDX-License-Identifier: Apache-2.0
// dgacast generate: the names of a range of dates, selected and written as a list; or one list of a bot as it is.
#include <algorithm>
#include <charconv>

#include "blocklists/engine/collect.h"
#include "blocklists/lists/import.h"
#include "blocklists/options/selection.h"
#include "blocklists/options/writing.h"
#include "dga/random/digest.h"
#include "tools/cli/arguments.h"
#include "tools/cli/date_options.h"
#include "tools/cli/list_options.h"
#include "tools/cli/seed_options.h"

namespace dgacast {
namespace {

struct Options {
  SeedOptions seeds;
  DateOptions dates;
  std::vector<std::string> catalogue, plugins;
  std::vector<std::string> imports;
  bool raw = false;
  ListOptions list;
};

void write_raw(const Options& options, Context& context, const std::vector<SelectedSeed>& wanted) {
  if (!options.list.format.empty())
    usage("--raw", "stands beside --format", "leave one out: a raw list is always plain names");
  if (!options.list.tlds.empty() || !options.list.suffixes.empty())
    usage("--raw", "stands beside --tld or --suffix", "leave one out: a raw list is never filtered");
  if (options.list.screen.any())
    usage("--raw", "stands beside an option that leaves names out", "leave one out: a raw list is never filtered");
  if (options.dates.range())
    usage("--raw", "stands beside a range of dates", "give --on DATE: a raw list is that of one period");
  if (wanted.size() != 1 || options.seeds.families.size() != 1) {
    usage("--raw", "needs exactly one seed, not " + std::to_string(wanted.size()),
          options.seeds.families.size() == 1 ? "name it: '" + options.seeds.families[0] + "/SEED'; 'dgacast families " +
                                                   options.seeds.families[0] + "' lists them"
                                             : "name one FAMILY/SEED");
  }
  const SelectedSeed& one = wanted.front();
  const FamilyFacts& facts = one.entry->family->facts();
  if (!options.dates.on && !facts.period.is_unbounded())
    usage("--raw", "has no date", "give --on DATE, or an instant such as 2027-03-18T14:02:40Z");
  const UtcSeconds when = options.dates.on ? parse_instant(*options.dates.on, "--on") : UtcSeconds{};
  const Seed seed = options.dates.on && has_time(*options.dates.on) ? one.entry->at_instant(one.seed, when) : one.seed;
  DomainList names;
  one.entry->family->generate(seed, facts.period.containing(seed, when), names);
  with_list_output(options.list, [&](Output& output) {
    Sink sink{output};
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (context.stop.stop_requested()) throw Interrupted{};
      sink.put(names[i], '\n');
    }
    sink.flush();
  });
}

/// From "2/16".
Scope::Shard parse_shard(std::string_view text) {
  Scope::Shard shard{0, 0};
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto number = std::from_chars(begin, end, shard.number);
  const bool slash = number.ec == std::errc{} && number.ptr != end && *number.ptr == '/';
  const auto count = std::from_chars(slash ? number.ptr + 1 : end, end, shard.count);
  if (count.ec != std::errc{} || count.ptr != end || shard.number < 1 || shard.number > shard.count) {
    usage("--shard", quote(text) + " is not a shard", "write for example 2/16: the second of sixteen");
  }
  return shard;
}

/// Throws InputError for what a shard has no use for.
void check_shard_options(const Options& options) {
  const ListOptions& list = options.list;
  if (!list.shard) return;
  if (options.raw || !list.format.empty() || !list.compress.empty() || !list.split.empty()) {
    usage("--shard", "cannot be combined with --format, --compress, --split or --raw",
          "leave one out: 'dgacast merge' makes a list of the shards");
  }
  if (list.screen.judges()) {
    usage("--shard",
          "cannot be combined with --without, --allow, --registered, --created, --on-collision, --min-confidence or "
          "--review-file",
          "give it to 'dgacast merge', which sees the whole list");
  }
}

/// What makes `wanted` again.
std::vector<ShardSeed> shard_seeds(const std::vector<SelectedSeed>& wanted, const SeedRequest& request) {
  std::vector<ShardSeed> seeds;
  for (const SelectedSeed& one : wanted) {
    ShardSeed& seed = seeds.emplace_back();
    seed.family = one.entry->id;
    if (one.base != nullptr) seed.seed = one.base->id();
    for (const auto& [name, value] : request.parameters) seed.parameters.insert_or_assign(name, value);
  }
  return seeds;
}

void run(const Options& options, Context& context) {
  check_shard_options(options);
  const auto suffixes = load_suffixes(options.list.screen.psl);
  check_list_options(options.list, *suffixes);
  const NameFilter filter = filter_of(options.list, *suffixes);
  const auto catalogue = catalogue_of(context, options.catalogue, options.plugins);
  const Period horizon = horizon_of(options.dates);
  const std::optional<Observation> observation = read_observation(options.seeds.observation);
  const SeedRequest request = request_of(options.seeds, observation);
  const SeedSelection chosen = select_seeds(*catalogue, request);
  for (const std::string& text : chosen.left_out) note(context, text);
  const ListOptions& list = options.list;
  if (options.raw) return write_raw(options, context, chosen.seeds);

  Plan plan{catalogue};
  for (const SelectedSeed& one : chosen.seeds) plan.add(*one.entry, one.seed, horizon);
  Imports imports;
  std::vector<std::string> digests;
  for (const std::string& path : options.imports) {
    digests.push_back(
        sha256_hex(imports.read_file(path, shown_path(path), *catalogue, {.family = "imported", .period = horizon})));
  }
  warn_imports(context, imports);
  imports.add_to(plan, horizon);
  if (!list.shard) return write_plan(plan, filter, horizon.begin, list, *suffixes, context);
  ShardPlan made_of{.seeds = shard_seeds(chosen.seeds, request),
                    .horizon = horizon,
                    .builtin = Catalogue::builtin().digest(),
                    .catalogue = catalogue->digest(),
                    .observation = observation ? observation->sha256 : std::string{},
                    .imports = std::move(digests)};
  write_plan_shard(plan, std::move(made_of), filter, list, *suffixes, context);
}

}  // namespace

void add_generate(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::family_arguments, options->seeds.families);
  add_date_options(command, options->dates);
  add_seed_options(command, options->seeds);
  command.add(option::raw, options->raw);
  command.add(option::import_list, options->imports);
  add_list_options(command, options->list);
  command.add(option::shard, [options](const std::string& text) { options->list.shard = parse_shard(text); });
  command.add(option::catalogue, options->catalogue);
  command.add(option::plugin, options->plugins);
  command.run([options, &context] { run(*options, context); });
}

}  // namespace dgacast
