// SPDX-License-Identifier: Apache-2.0
// The keys that a configuration names.
#pragma once
#include <functional>
#include <string>

#include "blocklists/feed/feed_config.h"
#include "blocklists/sign/seal.h"

namespace dgacast {

/// Reads a secret: of a file, or of a systemd credential "credential:NAME"; `where` is the key of the configuration
/// that names it, for messages. Gives an empty one for "".
using ReadSecret = std::function<Secret(const std::string& name, const std::string& where)>;

/// The keys of a configuration as read_feed_config() gives it. What guards secrets in the process (core files,
/// credentials) is the matter of `read`. Throws what `read` throws, and InputError when the certificate cannot be read,
/// or others can reach GnuPG's folder.
SigningKeys read_signing_keys(const SignConfig& sign, const ReadSecret& read);

}  // namespace dgacast
