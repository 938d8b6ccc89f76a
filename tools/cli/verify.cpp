// SPDX-License-Identifier: Apache-2.0
// dgacast verify: is a feed what its publisher made?
#include "blocklists/sign/verify.h"

#include <chrono>

#include "blocklists/options/publishing.h"
#include "dga/core/text.h"
#include "tools/cli/arguments.h"
#include "tools/cli/trust_options.h"

namespace dgacast {
namespace {

struct Options {
  std::string feed, name, reader;
  TrustOptions trust;
  std::optional<std::uint32_t> max_age;
};

void run(const Options& options, Context& context) {
  const Trust trust = trust_of(options.trust);
  ExpectedEdition expected;
  expected.feed = options.name;
  expected.max_age_days = options.max_age;
  expected.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  if (!options.reader.empty()) {
    expected.newest = newest_edition(options.reader);
    if (!expected.newest) usage(options.reader, "has no edition of a feed", "give the folder of a copy, or of a feed");
  }
  const auto faults = edition_faults(ForeignFolder{issue_folder(options.feed)}, trust, expected, context.stop);
  if (!trust.any())
    warn(context, "the signature is not checked; give --key, --certificate or --openpgp-keyring of the publisher");
  context.exit = faults.empty() ? Exit::success : Exit::negative;  // also for a pipe that closes early
  for (const std::string& fault : faults) print(printable(fault) + "\n");
  // --quiet hides the warning, so the result says it too.
  if (faults.empty())
    print(printable(options.feed) + " is " + (trust.any() ? "sound" : "complete; its signature was not checked") +
          "\n");
}

}  // namespace

void add_verify(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::verified_feed, options->feed);
  add_trust_options(command, options->trust);
  command.add(option::expected_feed, options->name);
  command.add(option::not_older_than, options->reader);
  command.add(option::verify_max_age, options->max_age);
  command.run([options, &context] { run(*options, context); });
}

}  // namespace dgacast
