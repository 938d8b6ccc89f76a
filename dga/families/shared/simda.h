// SPDX-License-Identifier: Apache-2.0
// What Simda and the search for its seeds share.
#pragma once
#include <cstdint>
#include <string_view>

namespace dgacast::simda_algorithm {

inline constexpr std::string_view kConsonants = "qwrtpsdfghjklzxcvbnm";
inline constexpr std::string_view kVowels = "eyuioa";

/// Letter `k` of the name that this counter makes.
inline char letter_at(std::uint32_t counter, std::uint32_t k) noexcept {
  const std::string_view letters = k % 2 == 0 ? kConsonants : kVowels;
  return letters[counter / (3 + 2 * k) % letters.size()];
}

}  // namespace dgacast::simda_algorithm
