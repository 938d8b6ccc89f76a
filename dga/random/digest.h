// SPDX-License-Identifier: Apache-2.0
// Digests and ciphers that malware uses, by OpenSSL. For one-block messages by the million: no context is allocated.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace dgacast {

using Md5Digest = std::array<std::uint8_t, 16>;
using Sha1Digest = std::array<std::uint8_t, 20>;
using Sha256Digest = std::array<std::uint8_t, 32>;
using Sha512Digest = std::array<std::uint8_t, 64>;

/// MD5 (RFC 1321) of the octets of `message`.
Md5Digest md5(std::string_view message) noexcept;
/// SHA-1 (RFC 3174) of the octets of `message`.
Sha1Digest sha1(std::string_view message) noexcept;
/// SHA-256 (RFC 6234) of the octets of `message`.
Sha256Digest sha256(std::string_view message) noexcept;
/// SHA-512 (RFC 6234) of the octets of `message`.
Sha512Digest sha512(std::string_view message) noexcept;

/// The same in lower-case hex: 64 digits.
std::string sha256_hex(std::string_view message);
/// Writes 2 * octets.size() lower-case hex digits to `out`.
void hex_digits(std::span<const std::uint8_t> octets, char* out) noexcept;

/// Encrypts (or decrypts) `data` in place with RC4, from the start of the key stream. Needs a key of 1 to 256 octets.
void rc4(std::string_view key, std::span<std::uint8_t> data) noexcept;

/// SHA-256 of a text that comes in parts.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void update(std::string_view part);
  /// The digest of all parts in lower-case hex. Call it once, at the end.
  std::string hex();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace dgacast
