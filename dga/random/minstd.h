// SPDX-License-Identifier: Apache-2.0
// The "minimal standard" generator of Park and Miller (1988) by Schrage's method, as malware gets it wrong.
#pragma once
#include <cstdint>

namespace dgacast {

/// state = 16807 * (state mod 127773) - 2836 * (state div 127773) modulo 2^32: unsigned, and without the step that adds
/// 2^31 - 1 to a negative difference. next() steps and gives the new state.
struct UncorrectedMinstd {
  std::uint32_t state;

  constexpr std::uint32_t next() noexcept { return state = 16807 * (state % 127773) - 2836 * (state / 127773); }
};

}  // namespace dgacast
