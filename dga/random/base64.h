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
  const auto group = [&](std::size_t begin, std::size_t count) {
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      bits = bits << 8 | (i < count ? static_cast<std::uint8_t>(octets[begin + i]) : std::uint32_t{0});
    }
    for (std::size_t i = 0; i < 4; ++i) *out++ = i <= count ? alphabet[bits >> (18 - 6 * i) & 63] : '=';
  };
  std::size_t i = 0;
  for (; octets.size() - i >= 3; i += 3) group(i, 3);  // the count is known: this one is quick
  if (i < octets.size()) group(i, octets.size() - i);
}

}  // namespace dgacast
