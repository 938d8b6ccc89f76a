// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/trust_options.h"

#include <filesystem>

#include "blocklists/options/publishing.h"
#include "tools/cli/arguments.h"

namespace dgacast {

void add_trust_options(Arguments& command, TrustOptions& options) {
  command.add(option::key, options.keys);
  command.add(option::certificate, options.certificates);
  command.add(option::openpgp_keyring, options.keyring);
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
