// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/list_options.h"

#include <unistd.h>

#include <algorithm>

#include "blocklists/engine/collect.h"
#include "blocklists/formats/format.h"
#include "blocklists/io/compress.h"
#include "blocklists/io/output.h"
#include "blocklists/names/hostname.h"
#include "blocklists/options/selection.h"
#include "blocklists/options/writing.h"
#include "blocklists/write/list_job.h"
#include "tools/cli/arguments.h"
#include "tools/cli/progress.h"
#include "tools/cli/secrets.h"

namespace dgacast {
namespace {

AnyFormat format_of(const ListOptions& options) {
  return find_any_format(options.format.empty() ? option::format.fallback : std::string_view{options.format},
                         "--format");
}

ListInfo info_of(const ListOptions& options, const AnyFormat& format, const PublicSuffixes& suffixes,
                 UtcSeconds first_day) {
  ListInfo info;
  info.suffixes = &suffixes;
  info.partner = partner_options_of(options.partner, format.facts().id, first_day);
  const bool rpz_option =
      !options.rpz_origin.empty() || !options.rpz_action.empty() || options.rpz_serial || options.rpz_ttl;
  if (!format.facts().zone) {
    if (rpz_option)
      usage("--format", "is " + std::string(format.facts().id) + ", and --rpz-... options belong to rpz",
            "add --format rpz, or leave them out");
    return info;
  }
  if (!options.rpz_origin.empty()) info.rpz.origin = parse_zone_name(options.rpz_origin, "--rpz-origin");
  if (!options.rpz_action.empty())  // zones are formats of rows
    info.rpz.policy = parse_policy(*format.rows, options.rpz_action, "--rpz-action");
  // The first day, not the clock: the same command gives the same zone. A feed keeps its own growing serial.
  info.rpz.serial = options.rpz_serial.value_or(static_cast<std::uint32_t>(unix_time(midnight_before(first_day))));
  if (options.rpz_ttl) info.rpz.ttl = *options.rpz_ttl;
  return info;
}

Compression compression_of(const ListOptions& options) {
  return options.compress.empty() ? Compression::none : parse_compression(options.compress, "--compress");
}

/// Throws InputError when the output cannot take the list.
void check_output(const ListOptions& options, const ListRequest& request) {
  const std::string id(request.format.facts().id);
  if (!options.split.empty()) check_split(request.format, request.info, *request.split, "--split");
  if (!request.is_folder()) return;
  if (options.output == "-") {
    usage("--output", (options.split.empty() ? id : "a list that is split") + " needs a folder",
          "give -o FOLDER" + std::string(id.starts_with("epp-") && options.split.empty() ? ", or --epp-frame" : ""));
  }
  if (request.compression != Compression::none)
    usage("--compress", "is for a list of one file, and this one is a folder", "leave it out");
}

/// The list that the options ask for. Throws InputError.
ListRequest request_of(const ListOptions& options, const PublicSuffixes& suffixes, UtcSeconds first_day) {
  ListRequest request{suffixes};
  request.format = format_of(options);
  request.info = info_of(options, request.format, suffixes, first_day);
  if (!options.split.empty()) request.split = parse_split_key(options.split, "--split");
  request.compression = compression_of(options);
  request.reduce = options.screen.reduces();
  request.screen = screen_options_of(options.screen);
  request.lists = list_files_of(options.screen);
  request.skip_bad_entries = options.screen.skip_bad_entries;
  return request;
}

}  // namespace

RunContext run_context(const Context& context, const ListOptions& options) {
  RunContext run = run_context(context, options.folder);
  run.memory = memory_left(options.memory);
  run.threads = options.threads.value_or(0);
  return run;
}

NameFilter filter_of(const ListOptions& options, const PublicSuffixes& suffixes) {
  NameFilter filter{suffixes};
  for (const std::string& value : options.tlds) {
    value.starts_with('@') ? filter.add_tlds_of(value.substr(1)) : filter.add_tld(value, "--tld");
  }
  for (const std::string& value : options.suffixes) {
    value.starts_with('@') ? filter.add_suffixes_of(value.substr(1)) : filter.add_suffix(value, "--suffix");
  }
  return filter;
}

void add_selection_options(Arguments& command, ListOptions& options) {
  command.add(option::tld, options.tlds);
  command.add(option::suffix, options.suffixes);
  add_actor_options(command, options.screen);
}

void add_run_options(Arguments& command, ListOptions& options) {
  command.add(option::threads, options.threads);
  command.add(option::memory, options.memory);
  command.add(option::tmpdir, options.folder);
}

void add_list_options(Arguments& command, ListOptions& options) {
  add_selection_options(command, options);
  add_screen_options(command, options.screen);
  add_writing_options(command, options);
}

void add_writing_options(Arguments& command, ListOptions& options) {
  command.add(option::format, options.format);
  command.add(option::output, options.output);
  command.add(option::compress, options.compress);
  command.add(option::split, options.split);
  command.add(option::rpz_origin, options.rpz_origin);
  command.add(option::rpz_action, options.rpz_action);
  command.add(option::rpz_serial, options.rpz_serial);
  command.add(option::rpz_ttl, options.rpz_ttl);
  add_partner_options(command, options.partner);
  add_run_options(command, options);
}

void check_list_options(const ListOptions& options, const PublicSuffixes& suffixes) {
  check_output(options, request_of(options, suffixes, {}));
  if (options.output != "-" && options.output == options.screen.review_file)
    usage("--review-file", "is the same file as --output", "give another name");
}

void with_list_output(const ListOptions& options, const std::function<void(Output&)>& write) {
  with_output(options.output, [&](Output& output) { with_compression(compression_of(options), output, write); });
}

void write_plan_shard(const Plan& plan, ShardPlan made_of, const NameFilter& filter, const ListOptions& options,
                      const PublicSuffixes& suffixes, const Context& context) {
  ShardFacts facts;
  facts.plan = std::move(made_of);
  facts.number = options.shard->number;
  facts.count = options.shard->count;
  facts.selection.tlds = filter.asked_tlds();
  facts.selection.suffixes = filter.asked_suffixes();
  facts.selection.registrable = options.screen.reduces();
  facts.selection.actors = screen_options_of(options.screen).actors;
  if (options.screen.reduces() || !options.suffixes.empty()) facts.selection.suffix_list = suffixes.date();
  with_output(options.output, [&](Output& output) {
    Progress progress;
    const ProgressLine line{progress, context};
    RunContext run = run_context(context, options);
    run.progress = &progress;
    const Collection names = collect(plan, filter,
                                     {.provenance = true,
                                      .reduce_by = options.screen.reduces() ? &TldFacts::builtin() : nullptr,
                                      .shard = *options.shard},
                                     run);
    write_shard(plan, names, std::move(facts), output, run);
  });
}

void write_plan(const Plan& plan, const NameFilter& filter, UtcSeconds first_day, const ListOptions& options,
                const PublicSuffixes& suffixes, const Context& context) {
  write_names([&](const CollectOptions& how, const RunContext& run) { return collect(plan, filter, how, run); },
              first_day, options, suffixes, context);
}

void write_names(const NameSource& source, UtcSeconds first_day, const ListOptions& options,
                 const PublicSuffixes& suffixes, const Context& context) {
  const ListRequest request = request_of(options, suffixes, first_day);
  if (writes_secret(request.format.facts().id)) keep_private(options.output);
  DescriptorOutput standard_output{STDOUT_FILENO, "standard output"};
  ListTarget target{.review_path = options.screen.review_file};
  if (options.output == "-") {
    target.output = &standard_output;
  } else {
    target.path = options.output;
  }
  Progress progress;
  const ProgressLine line{progress, context};
  RunContext run = run_context(context, options);
  run.progress = &progress;
  make_list(source, request, target, run);
}

}  // namespace dgacast
