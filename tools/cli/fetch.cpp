// SPDX-License-Identifier: Apache-2.0
// dgacast fetch: a reader's copy of a feed.
#include "blocklists/feed/fetch.h"

#include <fmt/format.h>

#include <chrono>

#include "blocklists/options/publishing.h"
#include "dga/core/text.h"
#include "tools/cli/arguments.h"
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

void add_fetch(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::source, options->source);
  command.add(option::copy_folder, options->folder);
  command.add(option::required_feed, options->feed);
  add_trust_options(command, options->trust);
  command.add(option::unsigned_feed, options->is_unsigned);
  command.add(option::fetch_max_age, options->max_age);
  command.add(option::fetch_keep, options->keep);
  command.add(option::time, options->time);
  command.add(option::max_size, options->max_mib);
  command.add(option::ca_file, options->ca_file);
  command.run([options, &context] { run(*options, context); });
}

}  // namespace dgacast
