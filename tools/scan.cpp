// SPDX-License-Identifier: Apache-2.0
// dgacast scan: which hosts of a DNS log ask for names that a bot generates?
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <optional>

#include "blocklists/formats/text.h"
#include "blocklists/index/write_index.h"
#include "blocklists/logs/log_input.h"
#include "blocklists/logs/scan.h"
#include "blocklists/publish/output.h"
#include "blocklists/select/enumerate.h"
#include "dga/core/text.h"
#include "tools/index_options.h"

namespace dgacast {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string index, form;
  SeedOptions seeds;
  DateOptions dates;
  std::vector<std::string> catalogue;
  std::optional<std::uint32_t> threads, clock_error;
  bool json = false, follow = false, summary = false, all = false;
};

constexpr std::uint32_t kAnyClock = 100'000;  // days: more than all dates span

class Memory final : public Output {
 public:
  void write(std::string_view octets) override { text.append(octets); }
  std::string text;
};

/// Writes hits and clients, as rows with tabs or as JSON lines.
class Report {
 public:
  Report(bool json, Output& output) : json_(json), out_(output) {}

  void hit(const LogHit& hit) {
    const Source& source = *hit.source;
    const std::int64_t offset = hit.clock_offset.count();
    const std::string offset_text = std::to_string(offset);
    if (!json_) {
      out_.put(hit.time ? time_(*hit.time) : "-", '\t', hit.client.empty() ? "-" : hit.client, '\t',
               std::string_view{printable(hit.name)}, '\t', source.entry->id, '/', source.seed->id(), '\t',
               from_(source.period.begin), '\t', until_(source.valid_until), '\t', hit.index, '\t',
               std::string_view{offset_text}, '\n');
      return;
    }
    out_.put("{\"type\":\"hit\",\"time\":");
    put_time(hit.time);
    out_.put(",\"client\":");
    put_json_string(out_, hit.client);
    out_.put(",\"name\":");
    put_json_string(out_, hit.name);
    out_.put(",\"generated\":");
    put_json_string(out_, hit.generated);
    out_.put(",\"family\":\"", source.entry->id, "\",\"seed\":");
    put_json_string(out_, source.seed->id());
    out_.put(",\"valid_from\":\"", from_(source.period.begin), "\",\"valid_until\":\"", until_(source.valid_until),
             "\",\"index\":", hit.index, ",\"clock_offset\":", std::string_view{offset_text}, "}\n");
  }

  void client(const ClientReport& report) {
    std::string seeds;
    for (const std::string& seed : report.seeds) seeds.append(seeds.empty() ? "" : ",").append(seed);
    const std::string chance = fmt::format("{:.3g}", report.chance);
    if (!json_) {
      out_.put(to_text(report.verdict), '\t', report.client.empty() ? "-" : std::string_view{report.client}, '\t',
               report.family, '\t', seeds, '\t', report.first_seen ? from_(*report.first_seen) : "-", '\t',
               report.last_seen ? until_(*report.last_seen) : "-", '\t', report.questions, '\t', report.names, '\t',
               report.best, '\t', std::string_view{chance}, '\n');
      return;
    }
    out_.put("{\"type\":\"client\",\"verdict\":\"", to_text(report.verdict), "\",\"client\":");
    put_json_string(out_, report.client);
    out_.put(",\"family\":\"", report.family, "\",\"seeds\":[");
    for (std::size_t i = 0; i < report.seeds.size(); ++i) {
      if (i > 0) out_.put(',');
      put_json_string(out_, report.seeds[i]);
    }
    out_.put("],\"first_seen\":");
    put_time(report.first_seen);
    out_.put(",\"last_seen\":");
    put_time(report.last_seen);
    out_.put(",\"questions\":", report.questions, ",\"names\":", report.names, ",\"lists\":", report.lists,
             ",\"best_list\":", report.best, ",\"in_order\":", std::string_view{report.in_order ? "true" : "false"},
             ",\"chance\":", std::string_view{chance}, "}\n");
  }
  void heading(std::string_view text) {
    if (!json_) out_.put(text);
  }
  void flush() { out_.flush(); }

 private:
  void put_time(const std::optional<UtcSeconds>& time) {
    if (!time) return out_.put("null");
    out_.put('"', time_(*time), '"');
  }

  bool json_;
  Sink out_;
  InstantText from_, until_, time_;
};

void scan(const Options& options, Context& context, NameLookup& lookup) {
  std::optional<LogForm> form;
  if (!options.form.empty()) form = parse_log_form(options.form, "--log-format");
  DescriptorOutput output{STDOUT_FILENO, "standard output"};
  Report report{options.json, output};
  bool any = false;
  const PublicSuffixes suffixes;
  Scanner scanner{lookup, suffixes, std::chrono::days{options.clock_error.value_or(kAnyClock)}, [&](const LogHit& hit) {
                    any = true;
                    if (!options.summary) report.hit(hit);
                  }};
  for (const std::string& path : options.files) {
    LogInput input{path, {.follow = options.follow, .stop = context.stop}};
    LogParser parser{form, std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())};
    LogRecord record;
    std::uint64_t lines = 0, questions = 0;
    input.read(
        [&](std::string_view line) {
          ++lines;
          if (!parser.read(line, record)) return;
          ++questions;
          scanner.add(record);
        },
        [&] {
          scanner.flush();
          report.flush();
        });
    if (lines > 0 && questions == 0) {
      warn(context, shown_path(path) + " holds no question in a known form of log; 'dgacast scan --help' tells them");
    }
    if (context.stop.stop_requested() && !options.follow) throw Interrupted{};
  }
  scanner.flush();
  bool headed = false;
  for (const ClientReport& client : scanner.report()) {
    if (client.verdict == Suspicion::chance && !options.all) continue;
    if (!headed) {
      report.heading("verdict\tclient\tfamily\tseeds\tfirst seen\tlast seen\tquestions\tnames\tof one list\tchance\n");
      headed = true;
    }
    report.client(client);
  }
  report.flush();
  note(context, std::to_string(scanner.questions()) + " questions were read");
  if (scanner.not_names() > 0)
    note(context, counted(scanner.not_names(), "question was", "questions were") +
                      " left out for characters that no host name has");
  if (scanner.unknown_clients() > 0)
    warn(context, counted(scanner.unknown_clients(), "question comes", "questions come") +
                      " from a client that is neither an address nor a plain word, and is shown as '-'");
  if (!any) context.exit = Exit::negative;
}

void run(const Options& options, Context& context) {
  if (options.follow && options.files.size() > 1)
    usage("--follow", "stands beside several files", "give the one file that grows");
  const Catalogue catalogue = load_catalogue(options.catalogue);
  if (!options.index.empty()) {
    check_no_range(options.dates, options.seeds);
    NameIndex index{MappedFile{options.index}, options.index, catalogue};
    warn_stale(index, options.index, context);
    return scan(options, context, index);
  }
  const Period horizon = horizon_of(options.dates);
  // A log has far more names than a range has lists: these are made once, into an index in memory.
  Plan plan;
  for (const WantedSeed& one : wanted_seeds(catalogue, options.seeds, context)) plan.add(*one.entry, one.seed, horizon);
  Memory memory;
  write_index(plan, catalogue.digest(), {.threads = options.threads.value_or(0), .stop = context.stop}, memory);
  NameIndex index{memory.text, "the index in memory", catalogue};
  scan(options, context, index);
}

}  // namespace

void add_scan(CLI::App& program, Context& context) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("scan", "find the hosts in DNS logs that ask for generated names");
  command->add_option("file", options->files, "logs, plain, gzip or zstd; - is standard input")
      ->type_name("FILE")
      ->required();
  command->add_option("--index", options->index, "search this file of 'dgacast index build', not a range")
      ->type_name("FILE");
  add_family_option(*command, options->seeds);
  add_date_options(*command, options->dates);
  command->add_option("--log-format", options->form, "default: that of the first line")
      ->type_name("bind|unbound|dnsmasq|zeek|json|dnstap|plain");
  command->add_flag("--follow", options->follow, "go on when the file grows or is replaced, until interrupted");
  command->add_flag("--json", options->json, "hits and clients as JSON lines");
  command->add_flag("--summary", options->summary, "only the clients at the end, not each hit");
  command->add_flag("--all", options->all, "also clients whose hits may be chance");
  add_number(*command, "--clock-error", options->clock_error, 0, kAnyClock,
             "days that a client's clock may be wrong; a hit farther from its window is none; default: any");
  add_number(*command, "--threads", options->threads, 1, 1024, "threads that make lists; default: all cores");
  add_catalogue_option(*command, options->catalogue);
  command->footer(
      "Forms: BIND's query log; Unbound (log-queries, log-replies); dnsmasq (log-queries); Zeek's dns.log as TSV or "
      "JSON;\n"
      "Suricata's EVE JSON; what dnstap-read prints; passive-DNS JSON lines (COF); one name a line. Times without a "
      "zone "
      "are UTC.\n"
      "A hit is TIME, CLIENT, NAME, FAMILY/SEED, valid from, valid until, place in the bot's order, and the seconds "
      "from the\n"
      "window to the question. At the end stand the clients: 'bot' when chance is less likely than 1 in 1,000,000 and "
      "two\n"
      "names agree, 'suspect' below 1 in 1000. Chance is the probability of so many names of one list among as many\n"
      "questions, by the density of the list in all names of its length and letters.\n"
      "Exit status 1 without a hit.\n\n"
      "Examples:\n"
      "  dgacast scan --index dga.idx /var/log/named/queries.log.1.gz\n"
      "  dgacast scan --from 2026-11-20 --days 5 --summary --json dns.log");
  command->callback([options, &context] { run(*options, context); });
}

}  // namespace dgacast
