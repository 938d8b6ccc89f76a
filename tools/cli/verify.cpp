// SPDX-License-Identifier: Apache-2.0
// dgacast verify: is a feed what its publisher made?
#include "blocklists/sign/verify.h"

#include <chrono>

#include "dga/core/text.h"
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

void add_verify(CLI::App& program, Context& context) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("verify", "check a feed against its signature, its sums and its manifest");
  command->add_option("feed", options->feed, "the folder of a feed (its current issue), or of one issue")
      ->type_name("FEED")
      ->required();
  add_trust_options(*command, options->trust);
  command->add_option("--feed", options->name, "the name that the feed must have")->type_name("NAME");
  command
      ->add_option("--not-older-than", options->reader,
                   "a copy of the feed (dgacast fetch), a feed or an issue: its newest number, at least")
      ->type_name("FOLDER");
  add_number(*command, "--max-age", options->max_age, 0, 36500,
             "the issue's day is at most so many days ago, and not in the future; 0: any number of days ago")
      ->type_name("N");
  command->footer(
      "Prints a line for each fault. A bad signature, bad sums or a bad manifest end it there: nothing is believed "
      "before\n"
      "what vouches for it was checked. Then come each changed, missing or added file. Exit status: 0 sound, 1 not.\n\n"
      "Examples:\n"
      "  dgacast verify /srv/feed --key /etc/dgacast/feed.pub\n"
      "  dgacast verify /mnt/new --key feed.pub --feed cert --not-older-than /srv/cert --max-age 2\n"
      "  dgacast verify /srv/feed --certificate publisher.pem\n"
      "  minisign -V -p feed.pub -m SHA256SUMS && sha256sum -c SHA256SUMS      the same without dgacast");
  command->callback([options, &context] { run(*options, context); });
}

}  // namespace dgacast
