// SPDX-License-Identifier: Apache-2.0
#include "tools/list_options.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "blocklists/formats/format.h"
#include "blocklists/names/hostname.h"
#include "blocklists/publish/list_writer.h"
#include "blocklists/select/part.h"
#include "tools/progress.h"

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

NameFilter filter_of(const ListOptions& options, const PublicSuffixes& suffixes) {
  NameFilter filter{suffixes};
  fill_filter(filter, options.tlds, "--tld", true);
  fill_filter(filter, options.suffixes, "--suffix", false);
  return filter;
}

const Format& format_of(const ListOptions& options) {
  return find_format(options.format.empty() ? "plain" : options.format, "--format");
}

ListInfo info_of(const ListOptions& options, const Format& format, const PublicSuffixes& suffixes,
                 UtcSeconds first_day) {
  ListInfo info;
  info.suffixes = &suffixes;
  const bool rpz_option =
      !options.rpz_origin.empty() || !options.rpz_action.empty() || options.rpz_serial || options.rpz_ttl;
  if (format.facts().id != "rpz") {
    if (rpz_option)
      usage("--format", "is " + std::string(format.facts().id) + ", and --rpz-... options belong to rpz",
            "add --format rpz, or leave them out");
    return info;
  }
  if (!options.rpz_origin.empty()) {
    const auto origin = canonical_name(options.rpz_origin);
    constexpr std::size_t kLongestOrigin = 200;  // leaves room for names
    if (!origin || origin->size() > kLongestOrigin) {
      usage("--rpz-origin", quote(options.rpz_origin) + " is not a zone name",
            "give a host name of at most 200 octets, such as dga.rpz.example");
    }
    info.rpz.origin = *origin;
  }
  if (!options.rpz_action.empty()) info.rpz.policy = parse_rpz_action(options.rpz_action, "--rpz-action");
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
  left_out(written.public_suffixes, "a public suffix: strangers live below it");
  left_out(written.drops.too_long_for_zone,
           "too long for the zone " + info.rpz.origin + "; a shorter --rpz-origin helps");
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
  std::string text = "plain (default)";
  for (const Format* format : formats()) {
    if (format->facts().id != "plain") text.append(", ").append(format->facts().id);
  }
  return text;
}

}  // namespace

void add_list_options(CLI::App& command, ListOptions& options) {
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
  add_writing_options(command, options);
}

void add_writing_options(CLI::App& command, ListOptions& options) {
  command.add_option("--format", options.format, "form of the list: " + format_list())->type_name("NAME");
  command.add_option("-o,--output", options.output, "file to write, whole or not at all; default: - (standard output)")
      ->type_name("FILE");
  command.add_option("--rpz-origin", options.rpz_origin, "zone name; default: dga.rpz.invalid")->type_name("NAME");
  command
      .add_option("--rpz-action", options.rpz_action,
                  "nxdomain (default), nodata, drop, passthru, tcp-only, cname:NAME, a:IP")
      ->type_name("ACTION");
  add_number(command, "--rpz-serial", options.rpz_serial, 0, 0xFFFF'FFFF,
             "SOA serial; default: the first day as Unix time");
  add_number(command, "--rpz-ttl", options.rpz_ttl, 0, 0x7FFF'FFFF, "seconds; default: 300");
  add_number(command, "--threads", options.threads, 1, 1024,
             "default: as many as the machine has; the list is the same");
  command
      .add_option_function<std::string>(
          "--memory", [&options](const std::string& text) { options.memory = parse_memory(text); },
          "what the run may take, with k, M or G; default: 1G. What needs more goes to a temporary file; the list is "
          "the "
          "same")
      ->type_name("SIZE");
  command.add_option("--tmpdir", options.folder, "folder of the temporary file; default: $TMPDIR, or /tmp")
      ->type_name("DIR");
}

std::vector<std::string> given_options(const CLI::App& command, const std::vector<std::string>& but) {
  std::vector<std::string> words;
  for (const CLI::Option* option : command.get_options()) {
    const std::string name = option->get_name();
    if (std::ranges::find(but, name) != but.end()) continue;
    for (const std::string& value : option->results())
      words.push_back(option->get_positional() ? value : name + "=" + value);
  }
  return words;
}

void check_list_options(const ListOptions& options) {
  const PublicSuffixes suffixes;
  info_of(options, format_of(options), suffixes, {});
  filter_of(options, suffixes);
}

void write_plan(const Plan& plan, UtcSeconds first_day, const ListOptions& options, const Context& context) {
  const PublicSuffixes suffixes;
  const Format& format = format_of(options);
  const ListInfo info = info_of(options, format, suffixes, first_day);
  const NameFilter filter = filter_of(options, suffixes);
  // The output is opened first: a place that cannot be written is told before minutes of work, not after.
  with_output(options.output, [&](Output& output) {
    Progress progress;
    const ProgressLine line{progress, context};
    const CollectOptions how{.provenance = format.facts().provenance || options.shard || !options.parts.empty(),
                             .threads = options.threads.value_or(0),
                             .stop = context.stop,
                             .memory = options.memory,
                             .folder = options.folder,
                             .shard = options.shard.value_or(Scope::Shard{}),
                             .progress = &progress};
    const Collection names = options.parts.empty() ? collect(plan, filter, how) : open_parts(plan, options.parts, how);
    if (options.shard) {
      const PartFacts facts{.plan = plan_digest(plan),
                            .arguments = options.arguments,
                            .number = options.shard->number,
                            .count = options.shard->count};
      return write_part(names, facts, output, context.stop);
    }
    const WriteReport written = write_list(names, format, info, output, context.stop);
    report(context, names, written, info);
    if (written.written == 0) warn(context, "the list is empty: no name of these families, dates and suffixes");
  });
}

}  // namespace dgacast
