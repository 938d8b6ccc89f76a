// SPDX-License-Identifier: Apache-2.0
// Signatures in the Cryptographic Message Syntax (RFC 5652), as S/MIME partners check them: detached, binary, DER.
//   openssl cms -verify -binary -inform DER -in SHA256SUMS.p7s -content SHA256SUMS -CAfile ca.pem
// OpenSSL 3.0 signs CMS with RSA and EC keys, not with Ed25519 (RFC 8419): that is what minisign's signatures are.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "dga/core/calendar.h"

namespace dgacast {

/// The DER of a signature over `octets`, said to be made at `time`: no clock is read. `key` is the text of a private
/// key (PEM, no password), `certificate` that of its certificate and those above it. Throws InputError with
/// `where`: no key, not the certificate's, of another kind than RSA or EC.
std::string sign_cms(std::string_view octets, std::string_view key, std::string_view certificate, UtcSeconds time,
                     const std::string& where);

/// What is wrong with a signature for whom trusts `certificates` (PEM: of the signer, or of who vouches for it);
/// nothing when it is good. Throws InputError with `where` when that is no certificate.
std::optional<std::string> check_cms(std::string_view octets, std::string_view signature, std::string_view certificates,
                                     const std::string& where);

}  // namespace dgacast
