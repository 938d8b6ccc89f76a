// SPDX-License-Identifier: Apache-2.0
// dgacast fetch: a reader's copy of a feed.
#include "blocklists/feed/fetch.h"

#include <fmt/format.h>

#include <chrono>

#include "dga/core/text.h"
#include "tools/cli/trust_options.h"

namespace dgacast {
namespace {

struct Options {
  std::string source, folder, feed, ca_file;
  TrustOptions trust;
  bool is_unsigned = false;
  std::optional<std::uint32_t> max_age, keep, time, max_mib;
};

FetchPlan plan_of(const Options& options, const Context& context) {
  FetchPlan plan;
  plan.source = options.source;
  plan.folder = options.folder;
  plan.feed = options.feed;
  plan.trust = trust_of(options.trust);
  if (!plan.trust.any() && !options.is_unsigned)
    usage("fetch", "no key of the publisher is given, so anybody on the way could change the lists",
          "give --key, --certificate or --openpgp-keyring, or --unsigned to take what comes");
  if (plan.trust.any() && options.is_unsigned)
    usage("--unsigned", "cannot be combined with a key", "leave one of them out");
  plan.ca_file = options.ca_file;
  if (!plan.ca_file.empty()) read_file(plan.ca_file);  // libcurl's own words for a missing one do not help
  plan.max_age_days = options.max_age.value_or(plan.max_age_days);
  plan.keep = options.keep.value_or(static_cast<std::uint32_t>(plan.keep));
  if (options.time) plan.time = std::chrono::seconds{*options.time};
  if (options.max_mib) plan.max_bytes = std::uint64_t{*options.max_mib} << 20;
  plan.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  plan.stop = context.stop;
  return plan;
}

void run(const Options& options, Context& context) {
  const FetchPlan plan = plan_of(options, context);
  if (options.is_unsigned)  // --quiet does not hide it
    complain(Level::warning,
             "warning: no signature is checked: the lists are of whoever answers for " + quote(options.source));
  const FetchReport report = fetch_feed(plan);
  for (const std::string& warning : report.warnings) warn(context, warning);
  if (report.outcome == FetchOutcome::refused) {
    context.exit = Exit::negative;
    for (const std::string& fault : report.faults) print(printable(fault) + "\n");
    print("edition " + printable(report.edition) + " is refused; " + printable(options.folder) + " is as it was\n");
    return;
  }
  context.settled = Exit::unfinished;  // 2 would say that the copy is as it was
  if (report.outcome == FetchOutcome::unchanged) {
    print("edition " + report.edition + " is current already\n");
  } else {
    print(fmt::format("edition {} is current now (fetched: {} files, {} bytes)\n", report.edition, report.files,
                      report.bytes));
  }
}

}  // namespace

void add_fetch(CLI::App& program, Context& context) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("fetch", "copy the current edition of a feed, and check it before it is used");
  command
      ->add_option("source", options->source,
                   "https://HOST/FEED or http://, rsync://HOST/MODULE, HOST:FOLDER (rsync by ssh), or a folder")
      ->type_name("SOURCE")
      ->required();
  command->add_option("folder", options->folder, "where the copy is: FOLDER/current leads to the newest edition")
      ->type_name("FOLDER")
      ->required();
  command->add_option("--feed", options->feed, "the feed's name: an edition of another feed is refused")
      ->type_name("NAME")
      ->required();
  add_trust_options(*command, options->trust);
  command->add_flag("--unsigned", options->is_unsigned,
                    "check no signature: take what the source, or whoever is on the way, gives");
  add_number(*command, "--max-age", options->max_age, 0, 36500,
             "refuse an edition whose day is more than so many days ago; default: 7; 0: take any")
      ->type_name("N");
  add_number(*command, "--keep", options->keep, 1, 100000,
             "editions that stay in the copy; the current one is never removed; default: 14")
      ->type_name("N");
  add_number(*command, "--time", options->time, 1, 86400, "end the run after so many seconds; default: 600")
      ->type_name("N");
  add_number(*command, "--max-size", options->max_mib, 1, 1048576,
             "refuse an edition whose files have more MiB together; default: 4096")
      ->type_name("N");
  command
      ->add_option("--ca-file", options->ca_file,
                   "certificates (PEM) of the authorities that https:// trusts; default: those of the system")
      ->type_name("FILE");
  command->footer(
      "The signature is checked first, and only what it covers is used. The number of an edition only rises: "
      "FOLDER/.floor\n"
      "has the newest that was accepted, also when editions were removed. A run that fails changes nothing.\n"
      "Redirects are not followed; http_proxy, https_proxy and no_proxy of the environment count.\n\n"
      "Exit status: 0 FOLDER/current leads to the source's edition, which is sound; 1 refused: the signature, the "
      "sums,\n"
      "the feed, the number or the age are not as they should be; 2 the source cannot be read, or FOLDER not "
      "written.\n\n"
      "Examples:\n"
      "  dgacast fetch https://feeds.example/cert /srv/cert --key cert.pub --feed cert\n"
      "  dgacast fetch rsync://192.0.2.6/feed /srv/cert --key cert.pub --feed cert --max-age 2\n"
      "  dgacast fetch https://192.0.2.6/cert /srv/cert --certificate publisher.pem --feed cert --ca-file ca.pem");
  command->callback([options, &context] { run(*options, context); });
}

}  // namespace dgacast
