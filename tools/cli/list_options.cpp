// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/list_options.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "blocklists/engine/collect.h"
#include "blocklists/formats/format.h"
#include "blocklists/io/compress.h"
#include "blocklists/names/hostname.h"
#include "blocklists/write/split.h"
#include "tools/cli/progress.h"
#include "tools/cli/secrets.h"

namespace dgacast {
namespace {

void fill_filter(NameFilter& filter, const std::vector<std::string>& values, std::string_view where, bool tlds) {
  const auto add = [&](std::string_view text, std::string_view at) {
    tlds ? filter.add_tld(text, at) : filter.add_suffix(text, at);
  };
  for (const std::string& value : values) {
    if (!value.starts_with('@')) {
      add(value, where);
      continue;
    }
    const std::string path = value.substr(1);
    const std::string text = read_file(path);
    std::size_t number = 0, used = 0;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      std::string_view line{text.data() + begin, end - begin};
      begin = end + 1;
      ++number;
      line = line.substr(0, line.find('#'));
      while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) line.remove_suffix(1);
      while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
      if (line.empty()) continue;
      add(line, shown_path(path) + ":" + std::to_string(number));
      ++used;
    }
    if (used == 0)
      usage(shown_path(path), "holds no line to select by",
            "give one " + std::string(tlds ? "TLD" : "suffix") + " a line");
  }
}

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

void report(const Context& context, const Collection& names, const WriteReport& written, const ListInfo& info) {
  const auto left_out = [&context](std::uint64_t count, std::string_view why) {
    if (count > 0)
      warn(context,
           std::to_string(count) + (count == 1 ? " name was" : " names were") + " left out: " + std::string(why));
  };
  for (std::size_t i = 0; i < kNameFaults; ++i) {
    left_out(names.faults()[i], "no host name: " + std::string(to_text(static_cast<NameFault>(i))));
  }
  left_out(written.below_listed, "below another listed name, which covers it");
  left_out(written.drops.not_registrable, "not directly below a delegated suffix: nobody has it to give");
  left_out(written.drops.too_long_for_zone,
           "too long for the zone " + info.rpz.origin + "; a shorter --rpz-origin helps");
}

Compression compression_of(const ListOptions& options) {
  return options.compress.empty() ? Compression::none : parse_compression(options.compress, "--compress");
}

/// Octets, from "512M".
std::uint64_t parse_memory(const std::string& text) {
  constexpr std::uint64_t kLeast = std::uint64_t{128} << 20;  // the program itself takes a third of it
  constexpr std::string_view kUnits = "kMG";
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  const auto unit = rest == end ? std::string_view::npos : kUnits.find(*rest);
  const std::uint64_t factor = unit == std::string_view::npos ? 1 : std::uint64_t{1} << 10 * (unit + 1);
  if (error != std::errc{} || end - rest > 1 || (rest != end && unit == std::string_view::npos) ||
      number > std::numeric_limits<std::uint64_t>::max() / factor || number * factor < kLeast) {
    usage("--memory", quote(text) + " is not a size of 128M or more", "write for example 512M or 4G");
  }
  return number * factor;
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

/// True when the list is a folder. Throws InputError when the output cannot take it.
bool is_folder(const ListOptions& options, const AnyFormat& format, const ListInfo& info) {
  const std::string id(format.facts().id);
  if (!options.split.empty()) check_split(format, info, parse_split_key(options.split, "--split"), "--split");
  const bool folder = !options.split.empty() || format.shape(info) != Shape::one;
  if (folder && options.output == "-") {
    usage("--output", (options.split.empty() ? id : "a list that is split") + " needs a folder",
          "give -o FOLDER" + std::string(id.starts_with("epp-") && options.split.empty() ? ", or --epp-frame" : ""));
  }
  return folder;
}

CollectOptions collect_options(const ListOptions& options, bool provenance) {
  return {.provenance = provenance,
          .reduce_by = options.screen.reduces() ? &TldFacts::builtin() : nullptr,
          .shard = options.shard.value_or(Scope::Shard{})};
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
  fill_filter(filter, options.tlds, "--tld", true);
  fill_filter(filter, options.suffixes, "--suffix", false);
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
  const AnyFormat format = format_of(options);
  const bool folder = is_folder(options, format, info_of(options, format, suffixes, {}));
  if (compression_of(options) != Compression::none && folder)
    usage("--compress", "is for a list of one file, and this one is a folder", "leave it out");
  filter_of(options, suffixes);
  screen_options_of(options.screen);
  if (options.output != "-" && options.output == options.screen.review_file)
    usage("--review-file", "is the same file as --output", "give another name");
}

void with_list_output(const ListOptions& options, const std::function<void(Output&)>& write) {
  with_output(options.output, [&](Output& output) { with_compression(compression_of(options), output, write); });
}

void write_plan_shard(const Plan& plan, ShardPlan made_of, const ListOptions& options, const PublicSuffixes& suffixes,
                      const Context& context) {
  const NameFilter filter = filter_of(options, suffixes);
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
    const Collection names = collect(plan, filter, collect_options(options, true), run);
    write_shard(plan, names, std::move(facts), output, run);
  });
}

void write_plan(const Plan& plan, UtcSeconds first_day, const ListOptions& options, const PublicSuffixes& suffixes,
                const Context& context) {
  const NameFilter filter = filter_of(options, suffixes);
  write_names([&](const CollectOptions& how, const RunContext& run) { return collect(plan, filter, how, run); },
              first_day, options, suffixes, context);
}

void write_names(const std::function<Collection(const CollectOptions&, const RunContext&)>& collect,
                 UtcSeconds first_day, const ListOptions& options, const PublicSuffixes& suffixes,
                 const Context& context) {
  const AnyFormat format = format_of(options);
  const ListInfo info = info_of(options, format, suffixes, first_day);
  Screening screening{.screen = screen_options_of(options.screen)};
  ListFiles lists{options.screen};
  // What families say of a name counts in a confidence and beside dates; the review file tells it.
  const bool provenance = format.facts().provenance || options.split == "family" || options.screen.min_confidence ||
                          !options.screen.created.empty() || !options.screen.review_file.empty();
  const auto write = [&](const std::function<WriteReport(const Collection&, const RunContext&)>& write_names) {
    Progress progress;
    const ProgressLine line{progress, context};
    RunContext run = run_context(context, options);
    run.progress = &progress;
    const Collection names = collect(collect_options(options, provenance), run);
    Collisions collisions;
    if (!lists.empty()) {
      expect_all(names, suffixes, collisions, run);
      lists.read(context, collisions);
      screening.collisions = &collisions;
      for (std::uint32_t i = 0; i < lists.size(); ++i)
        screening.lists.push_back({collisions.list_name(i), lists.date(i)});
    }
    const WriteReport written = write_names(names, run);
    report(context, names, written, info);
    report_screened(context, written.screened, options.screen);
    if (written.written == 0) warn(context, "the list is empty: no name of these families, dates and suffixes");
  };
  const auto write_all = [&] {
    if (is_folder(options, format, info)) {
      Folder folder{options.output};
      write([&](const Collection& names, const RunContext& run) {
        const SplitKey key = options.split.empty() ? SplitKey::none : parse_split_key(options.split, "--split");
        return write_folder(names, screening, format, info, key, folder, run);
      });
      if (const auto warning = folder.commit()) warn(context, *warning);
      return;
    }
    with_list_output(options, [&](Output& output) {
      write([&](const Collection& names, const RunContext& run) {
        return write_one(names, screening, format, info, output, run);
      });
    });
  };
  if (writes_secret(format.facts().id)) keep_private(options.output);
  // The outputs are opened first: a place that cannot be written is told before minutes of work, not after.
  if (options.screen.review_file.empty()) return write_all();
  with_output(options.screen.review_file, [&](Output& review) {
    screening.review = &review;
    write_all();
  });
}

}  // namespace dgacast
