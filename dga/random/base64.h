// SPDX-License-Identifier: Apache-2.0
// Base64 (RFC 4648), with which some bots turn a short text into a label.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dgacast {

inline constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// What lower-casing a base64 text afterwards comes to.
inline constexpr std::string_view kBase64Lower = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The characters that base64() writes, '=' at the end included.
constexpr std::size_t base64_size(std::size_t octets) noexcept { return (octets + 2) / 3 * 4; }

/// Writes the base64 of `octets` in the 64 characters of `alphabet` to `out`, which has room for base64_size() of them.
constexpr void base64(std::string_view octets, char* out, std::string_view alphabet = kBase64) noexcept {
  const char* const letters = alphabet.data();
  std::size_t i = 0;
  const auto octet = [octets](std::size_t at) -> std::uint32_t { return static_cast<std::uint8_t>(octets[at]); };
  for (; octets.size() - i >= 3; i += 3, out += 4) {
    const std::uint32_t bits = octet(i) << 16 | octet(i + 1) << 8 | octet(i + 2);
    for (std::size_t k = 0; k < 4; ++k) out[k] = letters[bits >> (18 - 6 * k) & 63];
  }
  if (i == octets.size()) return;
  const bool two = octets.size() - i == 2;
  const std::uint32_t bits = octet(i) << 16 | (two ? octet(i + 1) << 8 : 0);
  out[0] = letters[bits >> 18];
  out[1] = letters[bits >> 12 & 63];
  out[2] = two ? letters[bits >> 6 & 63] : '=';
  out[3] = '=';
}

}  // namespace dgacast
