// SPDX-License-Identifier: Apache-2.0
// dgacast scan: which hosts of a DNS log ask for names that a bot generates?
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <optional>

#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/report.h"
#include "blocklists/answers/write_index.h"
#include "blocklists/io/output.h"
#include "blocklists/options/answers.h"
#include "blocklists/options/running.h"
#include "blocklists/options/selection.h"
#include "dga/core/text.h"
#include "tools/cli/arguments.h"
#include "tools/cli/index_options.h"
#include "tools/cli/run.h"

namespace dgacast {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string index, form, columns, zone;
  std::vector<std::string> forwarders;
  SeedOptions seeds{.every_seed = true};
  DateOptions dates;
  std::vector<std::string> catalogue;
  std::optional<std::uint32_t> threads, clock_error, max_clients;
  std::uint64_t memory = number_of(option::memory);
  std::string tmpdir;
  bool json = false, follow = false, summary = false, all = false;
};

constexpr std::size_t kListMemory = std::size_t{256} << 20;

class Memory final : public Output {
 public:
  void write(std::string_view octets) override { text.append(octets); }
  std::string text;
};

/// "1 line", "2 lines"
std::string plural(std::uint64_t number, std::string_view one) {
  return std::to_string(number).append(" ").append(one).append(number == 1 ? "" : "s");
}

/// A log that could not be read is told with -q too, and never looks like one without bots.
void fail(Context& context, const std::string& line) {
  complain(Level::error, line);
  context.exit = Exit::fault;
}

std::string first_line(const LogReport& report) {
  return "the first is line " + std::to_string(report.first_not_understood) + ": " + quote(report.first_text);
}

/// Which forms were read, and what was not.
void tell(const std::string& path, const LogResult& log, const Options& options, Context& context) {
  const LogReport& report = log.report;
  const std::string file = path == "-" ? "standard input" : shown_path(path);
  if (log.bytes == 0) return note(context, file + " is empty");
  std::string forms;
  for (const LogReport::Form& form : report.forms) {
    forms.append(forms.empty() ? "" : ", ").append(std::to_string(form.lines)).append(" ").append(form.id);
    if (form.questions != form.lines) forms.append(" (").append(plural(form.questions, "question")).append(")");
  }
  if (report.questions == 0) {
    std::string what = "holds no question of a client: " + plural(report.lines, "line");
    if (!forms.empty()) what += ", read as " + forms;
    if (log.too_long > 0) what += ", too long " + std::to_string(log.too_long);
    if (report.not_understood > 0)
      what += ", not understood " + std::to_string(report.not_understood) + ", " + first_line(report);
    const char* const hint =
        options.form.empty() && options.columns.empty()
            ? "give a log of a form that 'dgacast scan --help' lists, or tell its columns with --log-columns"
            : "leave --log-format and --log-columns out, or give what the log is";
    return fail(context, InputError{{file, what, hint}}.what());
  }
  note(context, file + ": " + plural(report.lines, "line") + ": " + forms);
  if (report.not_understood > 0) {
    warn(context, file + ": " + plural(report.not_understood, "line") +
                      (report.not_understood == 1 ? " was" : " were") + " not understood; " + first_line(report));
  }
  if (log.too_long > 0) {
    warn(context, file + ": " + plural(log.too_long, "line") + (log.too_long == 1 ? " is" : " are") +
                      " longer than 1,048,576 bytes and left out");
  }
  const bool has_times = report.forms.size() > 1 || report.forms.front().id != "plain";
  if (report.untimed > 0 && has_times) {
    warn(context, file + ": " + plural(report.untimed, "question") + (report.untimed == 1 ? " has" : " have") +
                      " no time that could be read");
  }
  if (report.untimed == report.questions && options.clock_error) {
    fail(context,
         InputError{{file, "no question has a time, and --clock-error needs one", "leave --clock-error out"}}.what());
  }
  if (report.without_subnet > 0) {
    warn(context, file + ": " + plural(report.without_subnet, "question") +
                      " of forwarders without a client subnet; the forwarder counts as the client");
  }
}

void tell(const Scanner& scanner, Context& context) {
  if (scanner.untimed_hits() > 0) {
    warn(context, plural(scanner.untimed_hits(), "question") +
                      " for generated names left out: they have no time, and --clock-error needs one");
  }
  if (scanner.dropped_clients() > 0) {
    warn(context, plural(scanner.dropped_clients(), "client") +
                      " with a hit dropped to remember others; --max-clients sets how many are remembered");
  }
  if (scanner.repeats() > 0)
    note(context, plural(scanner.repeats(), "line") + " told a question again (replies, alerts, policy rewrites)");
  note(context, std::to_string(scanner.questions()) + " questions were read");
  if (scanner.not_names() > 0)
    note(context, counted(scanner.not_names(), "question was", "questions were") +
                      " below a generated name left out, for what no name has in it");
  if (scanner.unknown_clients() > 0)
    warn(context, counted(scanner.unknown_clients(), "question comes", "questions come") +
                      " from a client that is neither an address nor a plain word, and is shown as '-'");
}

void scan(const Options& options, Context& context, const NameLookup& lookup) {
  const LogForm* const form = options.form.empty() ? nullptr : &find_log_form(options.form, "--log-format");
  std::optional<LogColumns> columns;
  if (!options.columns.empty()) columns = parse_log_columns(options.columns, "--log-columns");
  const auto zone = [&] { return options.zone.empty() ? LogZone{} : LogZone{options.zone, "--log-timezone"}; };
  zone();
  std::vector<AddressRange> forwarders;
  for (const std::string& text : options.forwarders) forwarders.emplace_back(text, "--forwarder");
  DescriptorOutput output{STDOUT_FILENO, "standard output"};
  ScanReport report{options.json ? ReportForm::json : ReportForm::text, output};
  const PublicSuffixes suffixes;
  ScanOptions settings;
  if (options.clock_error) settings.slack = std::chrono::days{*options.clock_error};
  if (options.max_clients) settings.clients = *options.max_clients;
  RunContext run = run_context(context);
  if (options.follow) run.stop = {};  // a log that is followed ends by a stop, and its report is made then
  Scanner scanner{lookup, suffixes, settings,
                  [&](const LogHit& hit) { options.summary ? report.count_hit() : report.hit(hit); }, run};
  std::vector<std::pair<std::string, LogResult>> logs;
  for (const std::string& path : options.files) {
    try {
      const UtcSeconds now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
      logs.emplace_back(path,
                        scan_log(path, {form, columns, zone(), now, forwarders},
                                 {.follow = options.follow, .stop = context.stop}, scanner, [&] { report.flush(); }));
    } catch (const InputError& error) {
      fail(context, error.what());  // the other logs are read all the same
    }
    if (context.stop.stop_requested() && !options.follow) throw Interrupted{};
  }
  scanner.flush();
  for (const ClientReport& client : scanner.report()) {
    if (client.verdict != Suspicion::chance || options.all) report.client(client);
  }
  for (const auto& [path, log] : logs) report.log(path, log);
  report.end(scanner);
  report.flush();
  for (const auto& [path, log] : logs) tell(path, log, options, context);
  if (!logs.empty()) tell(scanner, context);
  if (report.hits() == 0 && context.exit == Exit::success) context.exit = Exit::negative;
}

void run(const Options& options, Context& context) {
  if (options.follow && options.files.size() > 1)
    usage("--follow", "stands beside several files", "give the one file that grows");
  if (!options.form.empty() && !options.columns.empty())
    usage("--log-columns", "cannot be combined with --log-format", "leave one out");
  const auto catalogue = catalogue_of(context, options.catalogue);
  if (!options.index.empty()) {
    check_no_range(options.dates, options.seeds);
    return scan(options, context, open_index(options.index, catalogue, context));
  }
  const Period horizon = horizon_of(options.dates);
  // A log has far more names than a range has lists: these are made once, into an index in memory.
  RunContext run = run_context(context, options.tmpdir);
  run.memory = memory_left(options.memory);
  const Plan plan = plan_of(catalogue, options.seeds, horizon, run);
  run.threads = options.threads.value_or(0);
  Memory memory;
  write_index(plan, catalogue->digest(), memory, run);
  scan(options, context, NameIndex{memory.text, "the index in memory", catalogue, kListMemory});
}

}  // namespace

void add_scan(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::logs, options->files);
  command.add(option::index, options->index);
  add_family_option(command, options->seeds);
  add_date_options(command, options->dates);
  command.add(option::log_format, options->form);
  command.add(option::log_columns, options->columns);
  command.add(option::log_timezone, options->zone);
  command.add(option::forwarder, options->forwarders);
  command.add(option::follow, options->follow);
  command.add(option::json_hits, options->json);
  command.add(option::summary, options->summary);
  command.add(option::all, options->all);
  command.add(option::clock_error, options->clock_error);
  command.add(option::max_clients, options->max_clients);
  command.add(option::threads, options->threads);
  command.add(option::memory, options->memory);
  command.add(option::tmpdir, options->tmpdir);
  command.add(option::catalogue, options->catalogue);
  command.run([options, &context] { run(*options, context); });
}

}  // namespace dgacast
