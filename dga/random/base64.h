// SPDX-License-Identifier: Apache-2.0
// Base64 (RFC 4648), with which some bots turn a short text into a label.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dgacast {

/// 64 characters, and all pairs of them: twelve bits are looked up at once.
class Base64Alphabet {
 public:
  explicit constexpr Base64Alphabet(std::string_view letters) noexcept {
    for (std::size_t i = 0; i < pairs_.size(); ++i) pairs_[i] = {letters[i >> 6], letters[i & 63]};
  }
  /// Writes the characters of the two times six bits of `bits` < 4096 to `out`.
  constexpr void put(std::uint32_t bits, char* out) const noexcept {
    const Pair pair = pairs_[bits];
    out[0] = pair.first;
    out[1] = pair.second;
  }

 private:
  struct Pair {
    char first, second;
  };
  std::array<Pair, 4096> pairs_{};
};

inline constexpr Base64Alphabet kBase64{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"};
/// What lower-casing a base64 text afterwards comes to.
inline constexpr Base64Alphabet kBase64Lower{"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789+/"};

/// The characters that base64() writes, '=' at the end included.
constexpr std::size_t base64_size(std::size_t octets) noexcept { return (octets + 2) / 3 * 4; }

/// Writes the base64 of `octets` in the characters of `alphabet` to `out`, which has room for base64_size() of them.
constexpr void base64(std::string_view octets, char* out, const Base64Alphabet& alphabet = kBase64) noexcept {
  std::size_t i = 0;
  const auto octet = [octets](std::size_t at) -> std::uint32_t { return static_cast<std::uint8_t>(octets[at]); };
  for (; octets.size() - i >= 3; i += 3, out += 4) {
    const std::uint32_t bits = octet(i) << 16 | octet(i + 1) << 8 | octet(i + 2);
    alphabet.put(bits >> 12, out);
    alphabet.put(bits & 0xFFF, out + 2);
  }
  if (i == octets.size()) return;
  const bool two = octets.size() - i == 2;
  const std::uint32_t bits = octet(i) << 16 | (two ? octet(i + 1) << 8 : 0);
  alphabet.put(bits >> 12, out);
  alphabet.put(bits & 0xFFF, out + 2);
  if (!two) out[2] = '=';
  out[3] = '=';
}

}  // namespace dgacast
