// SPDX-License-Identifier: Apache-2.0
// Signatures that minisign(1) accepts: Ed25519 (RFC 8032) over the BLAKE2b-512 of a file ("ED", the prehashed form),
// and a second one over that signature and a trusted comment. Ed25519 is deterministic: the same file, key and comment
// give the same octets. Formats: https://jedisct1.github.io/minisign/
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dgacast {

/// A secret key without a password, as `minisign -G -W` writes it.
class MinisignSecretKey {
 public:
  /// Reads a key file's text. Throws InputError with `where`: not a key, has a password, is damaged.
  MinisignSecretKey(std::string_view text, const std::string& where);
  ~MinisignSecretKey();
  MinisignSecretKey(const MinisignSecretKey&) = delete;
  MinisignSecretKey& operator=(const MinisignSecretKey&) = delete;

  /// The text of the signature file for a file with these octets. `comment` is one line, signed too.
  std::string sign(std::string_view octets, std::string_view comment) const;
  /// The key's number in hex, as minisign shows it.
  std::string id() const;

 private:
  std::array<std::uint8_t, 8> number_{};
  std::array<std::uint8_t, 32> seed_{};
};

/// What a public key says of a signature: nothing when it is good, or what is wrong. `key` is the text of a public key
/// file, or its one line of base64. Throws InputError with `where` when it is no public key.
std::optional<std::string> check_minisign(std::string_view octets, std::string_view signature, std::string_view key,
                                          const std::string& where);

}  // namespace dgacast
