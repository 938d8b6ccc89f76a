// SPDX-License-Identifier: Apache-2.0
// Numbers in base 36, as bots write them: digits, then letters, no leading zero.
#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace dgacast {

/// Two digits for each number below 36 * 36: the first in the lower octet.
inline constexpr std::array<std::uint16_t, 1296> kBase36Pairs = [] {
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::array<std::uint16_t, 1296> pairs{};
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    pairs[i] = static_cast<std::uint16_t>(kDigits[i / 36] | kDigits[i % 36] << 8);
  }
  return pairs;
}();

/// Eight digits of a number below 2^32, zeros first; in each word the first one is in the lowest octet.
struct Base36Digits {
  std::uint32_t first, last;
};

/// The digits of one number.
inline Base36Digits base36_digits(std::uint32_t number) noexcept {
  constexpr std::uint32_t kPair = 1296;
  const auto four = [](std::uint32_t part) {
    return kBase36Pairs[part / kPair] | std::uint32_t{kBase36Pairs[part % kPair]} << 16;
  };
  return {four(number / (kPair * kPair)), four(number % (kPair * kPair))};
}

/// Writes a number to `out` without its leading zeros, 1 to 7 digits, and gives their end. Eight octets are written,
/// whatever counts.
inline char* put_base36(Base36Digits number, char* out) noexcept {
  constexpr std::uint64_t kZeros = 0x3030'3030'3030'3030;
  std::uint64_t digits = number.first | std::uint64_t{number.last} << 32;
  const int zeros = std::min(std::countr_zero(digits ^ kZeros) / 8, 7);
  digits >>= 8 * zeros;
  if constexpr (std::endian::native == std::endian::big) digits = __builtin_bswap64(digits);
  std::memcpy(out, &digits, sizeof digits);
  return out + (8 - zeros);
}

/// The number of which put_base36 writes `digits`, or nothing.
inline std::optional<std::uint32_t> base36_number(std::string_view digits) noexcept {
  if (digits.empty() || digits.size() > 7 || (digits[0] == '0' && digits.size() > 1)) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : digits) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c < 'a' || c > 'z')) return std::nullopt;
    number = 36 * number + static_cast<std::uint64_t>(digit ? c - '0' : c - 'a' + 10);
  }
  if (number > 0xFFFF'FFFF) return std::nullopt;
  return static_cast<std::uint32_t>(number);
}

}  // namespace dgacast
