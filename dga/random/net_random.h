// SPDX-License-Identifier: Apache-2.0
// System.Random of the .NET Framework (and of Windows PowerShell), a subtractive generator after Knuth. Newer .NET has
// another one unless it is given a seed.
#pragma once
#include <array>
#include <cstdint>

namespace dgacast {

class NetRandom {
 public:
  /// As `new Random(seed)`. Needs seed >= 0.
  explicit constexpr NetRandom(std::int32_t seed) noexcept {
    std::int32_t last = 161803398 - seed;
    std::int32_t next = 1;
    state_[55] = last;
    for (std::size_t i = 1; i <= 54; ++i) {
      const std::size_t place = 21 * i % 55;
      state_[place] = next;
      next = difference(last, next);
      last = state_[place];
    }
    for (int round = 0; round < 4; ++round) {
      for (std::size_t i = 1; i <= 55; ++i) state_[i] = difference(state_[i], state_[1 + (i + 30) % 55]);
    }
  }

  /// As Next(bound), for 0 < bound: the product is formed in binary64, in the order of the original.
  constexpr std::uint32_t next(std::uint32_t bound) noexcept {
    first_ = first_ == 55 ? 1 : first_ + 1;
    second_ = second_ == 55 ? 1 : second_ + 1;
    std::int32_t drawn = wrapped_difference(state_[first_], state_[second_]);
    if (drawn == kModulus) --drawn;
    if (drawn < 0) drawn = wrapped_sum(drawn, kModulus);
    state_[first_] = drawn;
    return static_cast<std::uint32_t>(drawn * (1.0 / kModulus) * bound);
  }

 private:
  static constexpr std::int32_t kModulus = 2147483647;

  static constexpr std::int32_t wrapped_difference(std::int32_t a, std::int32_t b) noexcept {
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(a) - static_cast<std::uint32_t>(b));
  }
  static constexpr std::int32_t wrapped_sum(std::int32_t a, std::int32_t b) noexcept {
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(a) + static_cast<std::uint32_t>(b));
  }
  static constexpr std::int32_t difference(std::int32_t a, std::int32_t b) noexcept {
    const std::int32_t value = wrapped_difference(a, b);
    return value < 0 ? wrapped_sum(value, kModulus) : value;
  }

  std::array<std::int32_t, 56> state_{};  // [0] is not used
  std::size_t first_ = 0;
  std::size_t second_ = 21;
};

}  // namespace dgacast
