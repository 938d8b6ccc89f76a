// SPDX-License-Identifier: Apache-2.0
// The words that Virut makes of a day, which its family and its search share.
#pragma once
#include <cstdint>
#include <string_view>

#include "dga/core/calendar.h"
#include "dga/random/lcg.h"

namespace dgacast::virut_algorithm {

inline constexpr std::uint32_t kLetters = 6;    // of a word
inline constexpr std::uint32_t kOffsets = 100;  // a bot takes one word of each hundred
inline constexpr std::uint32_t kNames = 100;    // of a bot in a day
inline constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyzaeiouy";

/// The generator of Turbo Pascal and Delphi, of which a word takes the upper five bits for each letter.
using DelphiLcg = Lcg<0x08088405, 1>;

/// What `steps` steps of the generator come to: state -> factor * state + increment.
struct Jump {
  std::uint32_t factor = 1, increment = 0;

  explicit constexpr Jump(std::uint32_t steps) noexcept {
    DelphiLcg from_zero{0}, from_one{1};
    for (std::uint32_t i = 0; i < steps; ++i) {
      from_zero.next();
      from_one.next();
    }
    increment = from_zero.state;
    factor = from_one.state - from_zero.state;
  }
  constexpr std::uint32_t operator()(std::uint32_t state) const noexcept { return factor * state + increment; }
};

/// The generator before word 0 of a date.
constexpr DelphiLcg start(const CivilDate& date) noexcept { return {date.year * 10'000 + date.month * 100 + date.day}; }

}  // namespace dgacast::virut_algorithm
