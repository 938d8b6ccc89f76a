// SPDX-License-Identifier: Apache-2.0
// Numbers of few bytes: unsigned LEB128 (DWARF 5, section 7.6), seven bits a byte, the lowest first; the top bit is set
// in all bytes but the last.
//
// Numbers that come from a file are read by read_leb128(), which has an end. get_leb128() has none: it is for what the
// same process wrote.
#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace dgacast {

/// The bytes that a number of 64 or 32 bits takes at most.
inline constexpr std::size_t kLongestLeb128 = 10, kLongestLeb128Of32 = 5;

/// Writes `number`; there must be room for kLongestLeb128 bytes (kLongestLeb128Of32 for 32 bits). Gives the place
/// behind it.
inline char* put_leb128(char* to, std::uint64_t number) noexcept {
  for (; number >= 0x80; number >>= 7) *to++ = static_cast<char>(number | 0x80);
  *to++ = static_cast<char>(number);
  return to;
}

/// Appends `number`. Throws std::bad_alloc.
inline void append_leb128(std::string& out, std::uint64_t number) {
  char bytes[kLongestLeb128];
  out.append(bytes, put_leb128(bytes, number));
}

/// Reads a number of 32 bits that put_leb128() wrote in this process: nothing is checked. `at` is behind it then.
inline std::uint32_t get_leb128(const char*& at) noexcept {
  std::uint32_t number = 0;
  for (unsigned shift = 0;; shift += 7) {
    const auto byte = static_cast<unsigned char>(*at++);
    number |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return number;
  }
}

/// Reads a number from bytes that anybody may have written, from `at` to `end`; `at` is behind it then. Nothing when it
/// does not end there, does not fit into 64 bits, is more than `max`, or is longer than put_leb128() makes it.
inline std::optional<std::uint64_t> read_leb128(
    const char*& at, const char* end, std::uint64_t max = std::numeric_limits<std::uint64_t>::max()) noexcept {
  std::uint64_t number = 0;
  for (unsigned shift = 0; shift < 64 && at != end; shift += 7) {
    const auto byte = static_cast<unsigned char>(*at++);
    const std::uint64_t bits = byte & 0x7Fu;
    if (bits << shift >> shift != bits) return std::nullopt;
    number |= bits << shift;
    if (byte >= 0x80) continue;
    if ((byte == 0 && shift > 0) || number > max) return std::nullopt;
    return number;
  }
  return std::nullopt;
}

}  // namespace dgacast
