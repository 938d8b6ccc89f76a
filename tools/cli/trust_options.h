// SPDX-License-Identifier: Apache-2.0
// Whose signature counts: --key, --certificate, --openpgp-keyring.
#pragma once
#include <string>
#include <vector>

#include "blocklists/sign/trust.h"
#include "tools/cli/command.h"

namespace dgacast {

struct TrustOptions {
  std::vector<std::string> keys;
  std::string certificates, keyring;
};

/// Adds the three options to a command.
void add_trust_options(Arguments& command, TrustOptions& options);
/// Reads the files that they name. Throws InputError.
Trust trust_of(const TrustOptions& options);

}  // namespace dgacast
