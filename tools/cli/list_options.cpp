// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/list_options.h"

#include <unistd.h>

#include <algorithm>

#include "blocklists/engine/collect.h"
#include "blocklists/formats/format.h"
#include "blocklists/io/compress.h"
#include "blocklists/io/output.h"
#include "blocklists/names/hostname.h"
#include "blocklists/write/list_job.h"
#include "dga/core/memory_size.h"
#include "tools/cli/progress.h"
#include "tools/cli/secrets.h"

namespace dgacast {
namespace {

AnyFormat format_of(const ListOptions& options) {
  return find_any_format(options.format.empty() ? "plain" : std::string_view{options.format}, "--format");
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

/// Octets, from "512M".
std::uint64_t parse_memory(const std::string& text) {
  const auto size = parse_memory_size(text);
  if (!size || *size < kLeastMemory)
    usage("--memory", quote(text) + " is not a size of 128M or more", "write for example 512M or 4G");
  return *size;
}

std::string format_list() {
  std::string text = "form of the list (default: plain); 'dgacast formats' tells who reads it:";
  const auto add = [&text](const FormatFacts& facts) {
    std::string id(facts.id);
    id.resize(std::max<std::size_t>(id.size(), 16), ' ');
    text.append("\n").append(id).append(" ").append(facts.summary);
  };
  for (const Format* format : formats()) add(format->facts());
  for (const DocumentFormat* format : document_formats()) add(format->facts());
  return text;
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

void add_selection_options(CLI::App& command, ListOptions& options) {
  command
      .add_option("--tld", options.tlds,
                  "only names under these top-level domains (comma-separated, or @FILE); joins with --suffix")
      ->type_name("LIST")
      ->delimiter(',')
      ->allow_extra_args(false);
  command
      .add_option("--suffix", options.suffixes, "only names under these public suffixes (comma-separated, or @FILE)")
      ->type_name("LIST")
      ->delimiter(',')
      ->allow_extra_args(false);
  add_actor_options(command, options.screen);
}

void add_run_options(CLI::App& command, ListOptions& options) {
  add_number(command, "--threads", options.threads, 1, 1024,
             "default: as many as the machine has; the result is the same");
  command
      .add_option_function<std::string>(
          "--memory", [&options](const std::string& text) { options.memory = parse_memory(text); },
          "what the run may take, with k, M or G; default: 1G. What needs more goes to a temporary file; the result is "
          "the same")
      ->type_name("SIZE");
  command.add_option("--tmpdir", options.folder, "folder of the temporary file; default: $TMPDIR, or /tmp")
      ->type_name("DIR");
}

void add_list_options(CLI::App& command, ListOptions& options) {
  add_selection_options(command, options);
  add_screen_options(command, options.screen);
  add_writing_options(command, options);
}

void add_writing_options(CLI::App& command, ListOptions& options) {
  command.add_option("--format", options.format, format_list())->type_name("FORMAT");
  command.add_option("-o,--output", options.output, "file to write, whole or not at all; default: - (standard output)")
      ->type_name("FILE");
  command.add_option("--compress", options.compress, "the same list gives the same octets")->type_name("gzip|zstd");
  command
      .add_option("--split", options.split,
                  "make --output a folder with a list a suffix, actor or family, and a manifest")
      ->type_name("none|suffix|actor|family");
  command.add_option("--rpz-origin", options.rpz_origin, "zone name; default: dga.rpz.invalid")->type_name("NAME");
  command.add_option("--rpz-action", options.rpz_action, "what resolvers do with the names; default: nxdomain")
      ->type_name("nxdomain|nodata|drop|passthru|tcp-only|cname:NAME|a:IP");
  add_number(command, "--rpz-serial", options.rpz_serial, 0, 0xFFFF'FFFF,
             "SOA serial; default: the first day as Unix time");
  add_number(command, "--rpz-ttl", options.rpz_ttl, 0, 0x7FFF'FFFF, "seconds; default: 300");
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
