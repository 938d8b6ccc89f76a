// SPDX-License-Identifier: Apache-2.0
// dgacast verify: is a feed what its publisher made?
#include "blocklists/publish/verify.h"

#include <filesystem>

#include "dga/core/text.h"
#include "tools/command.h"

namespace dgacast {
namespace {

struct Options {
  std::string feed;
  std::vector<std::string> keys;
  std::string certificates, keyring;
};

void run(const Options& options, Context& context) {
  const std::string folder = issue_folder(options.feed);
  std::vector<std::string> faults = issue_faults(folder);
  const auto tell = [&faults](std::string_view file, const std::string& fault) {
    if (!fault.empty()) faults.insert(faults.begin(), std::string(file) + ": " + fault);
  };
  if (!options.keys.empty()) {
    // One good key is enough: a publisher changes keys by announcing the next one beforehand.
    std::string fault;
    for (const std::string& key : options.keys) {
      std::error_code error;  // a name that is too long is none of a file
      const bool file = std::filesystem::exists(key, error);
      fault = signature_fault(folder, file ? read_file(key) : key, file ? key : "--key");
      if (fault.empty()) break;
    }
    tell(kSignatureFile, fault);
  }
  if (!options.certificates.empty())
    tell(kCmsFile, cms_fault(folder, read_file(options.certificates), options.certificates));
  if (!options.keyring.empty()) tell(kOpenpgpFile, openpgp_fault(folder, options.keyring, context.stop));
  if (options.keys.empty() && options.certificates.empty() && options.keyring.empty())
    warn(context, "the signature is not checked; give --key, --certificate or --openpgp-keyring of the publisher");
  context.exit = faults.empty() ? Exit::success : Exit::negative;  // also for a pipe that closes early
  for (const std::string& fault : faults) print(printable(fault) + "\n");
  if (faults.empty()) print(printable(options.feed) + " is sound\n");
}

}  // namespace

void add_verify(CLI::App& program, Context& context) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("verify", "check a feed against its sums, its manifest and its signature");
  command->add_option("feed", options->feed, "the folder of a feed (its current issue), or of one issue")
      ->type_name("FEED")
      ->required();
  command
      ->add_option("--key", options->keys, "minisign public key that must have signed: a file, or its line of base64")
      ->type_name("KEY")
      ->allow_extra_args(false);
  command
      ->add_option("--certificate", options->certificates,
                   "certificates (PEM) of the publisher, or of who vouches for it: the CMS signature must be good")
      ->type_name("FILE");
  command
      ->add_option("--openpgp-keyring", options->keyring,
                   "keys (gpg --export) of the publisher: the OpenPGP signature must be good, by gpgv")
      ->type_name("FILE");
  command->footer(
      "Prints a line for each changed, missing or added file, and for a bad signature. Exit status: 0 sound, 1 not.\n\n"
      "Examples:\n"
      "  dgacast verify /srv/feed --key /etc/dgacast/feed.pub\n"
      "  dgacast verify /srv/feed --certificate publisher.pem\n"
      "  minisign -V -p feed.pub -m SHA256SUMS && sha256sum -c SHA256SUMS      the same without dgacast");
  command->callback([options, &context] { run(*options, context); });
}

}  // namespace dgacast
