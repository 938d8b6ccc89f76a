// SPDX-License-Identifier: Apache-2.0
// The first Ranbyus' registers of many seeds at once, to search for the seed whose names begin like some that were seen
// (Highway chooses the vectors at run time). Day and seed run on from name to name and need no month and no year, which
// only change the letters.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dgacast {

inline constexpr std::uint32_t kRanbyusLabel = 14;  ///< letters a name
/// Seeds a call.
inline constexpr std::size_t kRanbyusBatch = 64;
/// Letters of a label that are compared: about one of 390,000 others has the same.
inline constexpr std::size_t kRanbyusBeginning = 4;
using RanbyusBeginning = std::array<char, kRanbyusBeginning>;

/// What is looked for at one place of a list.
struct RanbyusPlace {
  std::uint32_t index;                                  ///< of the name in the list
  std::array<std::uint32_t, kRanbyusBeginning> others;  ///< RanbyusRegisters::others() after each of its first letters
  std::vector<RanbyusBeginning> beginnings;             ///< letters a to y
};

struct RanbyusMatch {
  std::uint32_t seed;
  std::size_t place, beginning;  ///< positions in the arguments
};

/// Appends to `matches` the seeds first .. first + kRanbyusBatch - 1 that make one of the beginnings in the list of a
/// date with this `day`. Needs `places` in the order of index, each index once. Throws std::bad_alloc.
void ranbyus_matches(std::uint32_t day, std::uint32_t first, std::span<const RanbyusPlace> places,
                     std::vector<RanbyusMatch>& matches);

}  // namespace dgacast
