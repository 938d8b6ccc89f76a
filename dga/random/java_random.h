// SPDX-License-Identifier: Apache-2.0
// java.util.Random, whose algorithm the Java platform's documentation fixes.
#pragma once
#include <cstdint>

namespace dgacast {

class JavaRandom {
 public:
  /// As `new Random(seed)`.
  explicit constexpr JavaRandom(std::uint64_t seed) noexcept : state_((seed ^ kFactor) & kMask) {}

  /// As next(bits): the top `bits` (1..32) of the new state.
  constexpr std::uint32_t next(int bits) noexcept {
    state_ = (state_ * kFactor + 0xB) & kMask;
    return static_cast<std::uint32_t>(state_ >> (48 - bits));
  }
  /// As nextInt(bound) for 0 < bound < 2^31: draws again where the last, incomplete run of residues would bias.
  constexpr std::uint32_t next_int(std::uint32_t bound) noexcept {
    if ((bound & (bound - 1)) == 0) return static_cast<std::uint32_t>(std::uint64_t{bound} * next(31) >> 31);
    while (true) {
      const std::uint32_t drawn = next(31);
      const std::uint32_t value = drawn % bound;
      if (drawn - value + (bound - 1) < 0x8000'0000u) return value;
    }
  }

 private:
  static constexpr std::uint64_t kFactor = 0x5DEECE66D;
  static constexpr std::uint64_t kMask = (std::uint64_t{1} << 48) - 1;
  std::uint64_t state_;
};

}  // namespace dgacast
