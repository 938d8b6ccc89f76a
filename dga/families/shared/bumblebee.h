// SPDX-License-Identifier: Apache-2.0
// What Bumblebee and the search for its seeds share.
#pragma once
#include <cstdint>
#include <string_view>

namespace dgacast::bumblebee_algorithm {

inline constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

/// The register shifts 64 bits with the feedback of a 32-bit one.
constexpr std::uint64_t next(std::uint64_t state) noexcept {
  state = 1664525 * state + 1013904223;
  for (int round = 0; round < 32; ++round) state = state >> 1 ^ ((state & 1) != 0 ? 0xF500'0000 : 0);
  return state;
}

}  // namespace dgacast::bumblebee_algorithm
