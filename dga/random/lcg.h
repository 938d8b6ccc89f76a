// SPDX-License-Identifier: Apache-2.0
// Linear congruential generators modulo 2^32, as C libraries and textbooks have them. A family whose constants are its
// own instantiates Lcg with them; what it makes of the state (shifts, masks, feedback) is the family's business.
#pragma once
#include <cstdint>

namespace dgacast {

/// The inverse of an odd number modulo 2^32, by Newton's iteration.
constexpr std::uint32_t inverse_modulo_2_32(std::uint32_t odd) noexcept {
  std::uint32_t inverse = odd;
  for (int i = 0; i < 5; ++i) inverse *= 2 - odd * inverse;
  return inverse;
}

/// state = kFactor * state + kIncrement modulo 2^32. next() steps and gives the new state.
template <std::uint32_t kFactor, std::uint32_t kIncrement>
struct Lcg {
  std::uint32_t state;

  constexpr std::uint32_t next() noexcept { return state = kFactor * state + kIncrement; }
  /// The state before `state`. Needs an odd factor.
  static constexpr std::uint32_t previous(std::uint32_t state) noexcept {
    return (state - kIncrement) * inverse_modulo_2_32(kFactor);
  }
};

using AnsiLcg = Lcg<1103515245, 12345>;                ///< ISO C's example
using NumericalRecipesLcg = Lcg<1664525, 1013904223>;  ///< Press et al., "Numerical Recipes": ranqd1
using BorlandLcg = Lcg<22695477, 1>;                   ///< Borland C

/// rand() of Microsoft's C runtime: 15 bits a call.
struct MsvcRand {
  std::uint32_t state;

  constexpr std::uint32_t next() noexcept {
    state = 214013 * state + 2531011;
    return state >> 16 & 0x7FFF;
  }
  /// The state before `state`.
  static constexpr std::uint32_t previous(std::uint32_t state) noexcept {
    return (state - 2531011) * inverse_modulo_2_32(214013);
  }
};

}  // namespace dgacast
