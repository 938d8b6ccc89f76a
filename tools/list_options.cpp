// SPDX-License-Identifier: Apache-2.0
#include "tools/list_options.h"

#include "blocklists/formats/format.h"
#include "blocklists/names/hostname.h"
#include "blocklists/publish/compress.h"
#include "blocklists/publish/list_writer.h"
#include "blocklists/select/collect.h"

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
  if (!format.facts().zone) {
    if (rpz_option)
      usage("--format", "is " + std::string(format.facts().id) + ", and --rpz-... options belong to rpz",
            "add --format rpz, or leave them out");
    return info;
  }
  if (!options.rpz_origin.empty()) info.rpz.origin = parse_zone_name(options.rpz_origin, "--rpz-origin");
  if (!options.rpz_action.empty()) info.rpz.policy = parse_policy(format, options.rpz_action, "--rpz-action");
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
  left_out(written.below_listed, "below another listed name, which covers it");
  left_out(written.drops.too_long_for_zone,
           "too long for the zone " + info.rpz.origin + "; a shorter --rpz-origin helps");
}

Compression compression_of(const ListOptions& options) {
  return options.compress.empty() ? Compression::none : parse_compression(options.compress, "--compress");
}

std::string format_list() {
  std::string text = "form of the list (default: plain); 'dgacast formats' tells who reads it:";
  for (const Format* format : formats()) {
    std::string id(format->facts().id);
    id.resize(std::max<std::size_t>(id.size(), 14), ' ');
    text.append("\n").append(id).append(" ").append(format->facts().summary);
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
  command.add_option("--format", options.format, format_list())->type_name("NAME");
  command.add_option("-o,--output", options.output, "file to write, whole or not at all; default: - (standard output)")
      ->type_name("FILE");
  command.add_option("--compress", options.compress, "gzip or zstd: the same list gives the same octets")
      ->type_name("METHOD");
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
}

void check_list_options(const ListOptions& options) {
  const PublicSuffixes suffixes;
  compression_of(options);
  info_of(options, format_of(options), suffixes, {});
  filter_of(options, suffixes);
}

void with_list_output(const ListOptions& options, const std::function<void(Output&)>& write) {
  with_output(options.output, [&](Output& output) { with_compression(compression_of(options), output, write); });
}

void write_plan(const Plan& plan, UtcSeconds first_day, const ListOptions& options, const Context& context) {
  const PublicSuffixes suffixes;
  const Format& format = format_of(options);
  const ListInfo info = info_of(options, format, suffixes, first_day);
  const NameFilter filter = filter_of(options, suffixes);
  // The output is opened first: a place that cannot be written is told before minutes of work, not after.
  with_list_output(options, [&](Output& output) {
    const Collection names = collect(
        plan, filter,
        {.provenance = format.facts().provenance, .threads = options.threads.value_or(0), .stop = context.stop});
    const WriteReport written = write_list(names, format, info, output, context.stop);
    report(context, names, written, info);
    if (written.written == 0) warn(context, "the list is empty: no name of these families, dates and suffixes");
  });
}

}  // namespace dgacast
