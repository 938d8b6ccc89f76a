// SPDX-License-Identifier: Apache-2.0
// What Ranbyus of September 2015 and the search for its seeds share.
#pragma once
#include <array>
#include <cstdint>

namespace dgacast::ranbyus_september_algorithm {

inline constexpr std::uint32_t kCount = 40;  // names a day of most samples
inline constexpr std::size_t kLabel = 17;
inline constexpr std::size_t kSuffixes = 8;  // the tables have nine; the last is never reached

inline constexpr std::uint64_t kFactor = 0x5851F42D4C957F2D;
constexpr std::uint64_t next(std::uint64_t state) noexcept { return kFactor * state + 0x14057B7EF767814F; }
constexpr std::uint32_t low(std::uint64_t word) noexcept { return static_cast<std::uint32_t>(word); }
constexpr std::uint32_t high(std::uint64_t word) noexcept { return static_cast<std::uint32_t>(word >> 32); }

/// Three steps of the generator, cut into four words.
inline std::array<std::uint32_t, 4> block(std::uint64_t& state) noexcept {
  const std::uint64_t first = next(state), second = next(first), third = next(second);
  const std::uint32_t key = (low(third >> 24) & 0xFFFF'FF00) | low(third) >> 24;
  state = third;
  return {((key ^ low(second)) & 0x000F'FFFF) ^ low(second), high(second),
          (low(first) & 0xFFF0'0000) | high(third) >> 12, high(first)};
}

constexpr char letter_of(std::uint32_t word) noexcept { return static_cast<char>('a' + (word & 0xFF) % 25); }
/// Letter `i` of a label, from its two blocks.
constexpr char letter_at(const std::array<std::uint32_t, 4>& first, const std::array<std::uint32_t, 4>& second,
                         std::size_t i) noexcept {
  return letter_of((i < 16 ? first : second)[i / 4 % 4] >> 8 * (i % 4));
}

}  // namespace dgacast::ranbyus_september_algorithm
