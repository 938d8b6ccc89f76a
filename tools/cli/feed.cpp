// SPDX-License-Identifier: Apache-2.0
// dgacast feed: makes one day's issue of a feed, and switches readers to it.
#include "blocklists/feed/feed.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "blocklists/feed/metrics.h"
#include "blocklists/feed/signing_keys.h"
#include "blocklists/formats/text.h"
#include "blocklists/options/publishing.h"
#include "blocklists/options/running.h"
#include "blocklists/sign/verify.h"
#include "dga/core/json_value.h"
#include "dga/core/text.h"
#include "dga/core/version.h"
#include "tools/cli/arguments.h"
#include "tools/cli/command.h"
#include "tools/cli/process.h"
#include "tools/cli/run.h"
#include "tools/cli/secrets.h"

namespace dgacast {
namespace {

struct Options {
  std::string config;
  std::string date;
  std::string force;
  bool dry_run = false, json = false, help_config = false, print_schema = false;
  std::optional<std::uint32_t> threads;
};

UtcSeconds date_of(const Options& options) {
  if (!options.date.empty()) return parse_date(options.date, "--date");
  // https://reproducible-builds.org/docs/source-date-epoch/
  const char* const epoch = std::getenv("SOURCE_DATE_EPOCH");
  if (epoch == nullptr) return today();
  const std::string_view text = epoch;
  std::int64_t seconds = 0;
  constexpr std::int64_t kEnd = unix_time(midnight(kLastYear + 1, 1, 1));
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc{} || end != text.data() + text.size() || seconds < 0 || seconds >= kEnd)
    usage("SOURCE_DATE_EPOCH", quote(text) + " is no Unix time of the years 1970 to 2199", "unset it, or give --date");
  return midnight_before(UtcSeconds{std::chrono::seconds{seconds}});
}

/// A secret whose path is that from here.
Secret secret_at(const std::string& name, const std::string& where) { return secret_of("", name, where); }

/// The configuration, and what stands in the files of EPP that it names.
FeedConfig read_config(const std::string& file) {
  const std::string folder = file == "-" ? "." : std::filesystem::path(file).parent_path().string();
  FeedConfig config = read_feed_config(read_file(file), shown_path(file), folder);
  for (OutputConfig& output : config.outputs) {
    if (output.epp_config.empty()) continue;  // it has a secret too: authInfo
    read_epp_config(secret_at(output.epp_config, output.where), output.epp_config, output.partner.epp);
  }
  return config;
}

SigningKeys keys_of(const SignConfig& sign) {
  if (!sign.openpgp_home.empty()) forbid_core_dumps();  // gpg has the key, and inherits the limit
  return read_signing_keys(sign, secret_at);
}

void print_report(const FeedReport& report) {
  for (const auto& output : member(report.manifest, "outputs")) {
    const auto value = [&output](const char* key) { return json_text(member(output, key)); };
    print(fmt::format("{}: {} names, {} added, {} released, {} changed, serial {}\n",
                      printable(text_of(member(output, "file"))), value("names"), value("added"), value("released"),
                      value("modified"), value("serial")));
  }
  const std::string made = printable(text_of(member(report.manifest, "issue")));
  switch (report.outcome) {
    case FeedOutcome::published:
      print("issue " + made + " is published\n");
      break;
    case FeedOutcome::unchanged:
      print("nothing changed: issue " + printable(report.issue) + " stays\n");
      break;
    case FeedOutcome::checked:
      print("issue " + made + " would be published\n");
      break;
    case FeedOutcome::kept:
      break;
  }
}

/// As `context`, but without --quiet when `always`.
Context aloud(const Context& context, bool always) {
  Context result = context;
  result.quiet = context.quiet && !always;
  return result;
}

/// False when they cannot be written: a warning, for readers have their issue, or keep it.
bool try_metrics(const Context& context, const FeedConfig& config, const FeedReport& report, double seconds) {
  if (config.metrics.empty()) return true;
  try {
    nlohmann::json current;
    if (!report.issue.empty())
      current =
          nlohmann::json::parse(read_file(config.folder + "/current/" + std::string(kManifestFile)), nullptr, false);
    with_output(config.metrics,
                [&](Output& output) { output.write(feed_metrics(config.name, current, report, seconds)); });
    return true;
  } catch (const Error& fault) {
    warn(aloud(context, true), std::string("metrics: ") + fault.what());
  } catch (const std::exception& fault) {  // a manifest that somebody spoilt has what it likes
    warn(aloud(context, true), "metrics: the manifest of the current issue cannot be used: " + quote(fault.what()));
  }
  return false;
}

/// What the edition may take: memory counts for the whole process, as --memory does elsewhere.
RunContext budget_of(const FeedConfig& config, const Options& options, const Context& context) {
  RunContext run = run_context(context, config.temporary_folder);
  run.memory = memory_left(config.memory.value_or(run.memory));
  run.threads = options.threads.value_or(0);
  return run;
}

/// What is known before metrics are written and old issues cleared away: neither must keep it from being said.
void say(const Context& context, const FeedReport& report) {
  for (const std::string& text : report.notes) note(context, text);
  // What makes the exit status is said also with --quiet.
  for (const std::string& text : report.warnings) warn(aloud(context, report.after_failed), text);
  if (report.outcome != FeedOutcome::kept) return;
  // Not through warn(): --quiet must not hide why nothing was published.
  for (const std::string& text : report.guards) complain(Level::error, "guard: " + text);
  complain(Level::error, "nothing is published" +
                             (report.issue.empty() ? std::string() : ": issue " + report.issue + " stays") +
                             "; look at it, then give --force REASON");
}

void run(const Options& options, Context& context) {
  const auto began = std::chrono::steady_clock::now();
  if (options.help_config || options.print_schema) {
    print(options.help_config ? feed_config_help() : feed_config_schema());
    return;
  }
  if (options.config.empty())
    usage("feed", "no configuration", "give a file; 'dgacast feed --help-config' tells what it holds");
  if (!is_line(options.force))  // it goes into the manifest, and from there to terminals
    usage("--force", quote(options.force) + " is not one line of printable text", "give the reason in plain words");
  const UtcSeconds date = date_of(options);
  const FeedConfig config = read_config(options.config);
  const auto catalogue = catalogue_of(context, config.catalogue, config.plugins);
  Imports imports;
  for (const std::string& path : config.imports) {
    imports.read_file(
        path, path, *catalogue,
        {.family = "imported",
         .period = Period{date - config.horizon.past, date + config.horizon.future + std::chrono::days{1}}});
  }
  warn_imports(context, imports);
  const FeedInputs inputs{
      .catalogue = *catalogue,
      .imports = imports,
      .keys = keys_of(config.sign),
      .program = std::string(version()),
      .selftest = [&](const std::set<std::string>& families) { return failed_vectors(*catalogue, families); }};
  const bool secret = std::ranges::any_of(config.outputs, &OutputConfig::writes_secret);
  bool all_done = true;
  std::optional<PrivateFiles> files{secret};
  const auto tell = [&](const FeedReport& so_far) {
    files.reset();  // the edition is made, and metrics are for their reader
    say(context, so_far);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - began;
    all_done = try_metrics(context, config, so_far, seconds.count());
  };
  const FeedReport report =
      publish_feed(config, inputs, {.date = date, .dry_run = options.dry_run, .force = options.force, .tell = tell},
                   budget_of(config, options, context));
  if (options.dry_run) say(context, report);
  for (const std::string& text : report.left) warn(aloud(context, true), text);
  if (report.outcome == FeedOutcome::kept) {
    context.exit = Exit::kept;
  } else if (report.after_failed || !all_done) {
    context.exit = Exit::unfinished;
  }
  // Last: whatever becomes of standard output, the run is done.
  if (report.outcome == FeedOutcome::kept) context.settled = Exit::kept;
  if (report.outcome == FeedOutcome::published || report.outcome == FeedOutcome::unchanged)
    context.settled = Exit::unfinished;
  options.json ? print(json_text(to_json(report), 2) + "\n") : print_report(report);
}

}  // namespace

void add_feed(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::feed_config, options->config);
  command.add(option::date, options->date);
  command.add(option::dry_run, options->dry_run);
  command.add(option::force, options->force);
  command.add(option::json_report, options->json);
  command.add(option::help_config, options->help_config);
  command.add(option::print_schema, options->print_schema);
  command.add(option::threads, options->threads);
  command.run([options, &context] { run(*options, context); });
}

}  // namespace dgacast
