// SPDX-License-Identifier: Apache-2.0
// What makes a folder of files an issue: manifest, sums, signatures.
#pragma once
#include <nlohmann/json.hpp>
#include <stop_token>
#include <string>

#include "blocklists/io/secret.h"
#include "dga/core/calendar.h"

namespace [[gnu::visibility("default")]] dgacast {

/// The texts of secret keys; empty: no such signature.
struct SigningKeys {
  Secret minisign, cms_key;
  std::string cms_certificate;
  std::string openpgp_key, openpgp_home;  ///< a fingerprint, and GnuPG's folder

  bool any() const noexcept { return !minisign.empty() || !cms_key.empty() || !openpgp_key.empty(); }
};

/// Signs a trial text with each key, so that a bad one is told before minutes of work. Throws InputError.
void try_keys(const SigningKeys& keys, UtcSeconds time);

/// Adds the files that lie in `folder` to the manifest, and writes manifest, sums and signatures there. Throws
/// InputError, Interrupted.
void seal(const std::string& folder, nlohmann::ordered_json& manifest, const SigningKeys& keys, UtcSeconds time,
          const std::stop_token& stop);

}  // namespace dgacast
