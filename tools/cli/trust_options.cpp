// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/trust_options.h"

#include <filesystem>

namespace dgacast {

void add_trust_options(CLI::App& command, TrustOptions& options) {
  command
      .add_option("--key", options.keys,
                  "minisign public key that must have signed: a file, or its line of base64; of several one is enough")
      ->type_name("KEY")
      ->allow_extra_args(false);
  command
      .add_option("--certificate", options.certificates,
                  "certificates (PEM) of the publisher, or of who vouches for it: the CMS signature must be good")
      ->type_name("FILE");
  command
      .add_option("--openpgp-keyring", options.keyring,
                  "keys (gpg --export) of the publisher: the OpenPGP signature must be good, by gpgv")
      ->type_name("FILE");
}

Trust trust_of(const TrustOptions& options) {
  Trust trust;
  for (const std::string& key : options.keys) {
    std::error_code error;  // a line of base64 may be too long for a name
    const bool file = std::filesystem::exists(key, error);
    trust.minisign.push_back({file ? read_file(key) : key, file ? key : "--key"});
  }
  if (!options.certificates.empty()) {
    trust.certificates = {read_file(options.certificates), options.certificates};
    if (trust.certificates.text.empty())
      usage(options.certificates, "is empty", "give PEM: -----BEGIN CERTIFICATE-----");
  }
  trust.openpgp_keyring = options.keyring;
  return trust;
}

}  // namespace dgacast
