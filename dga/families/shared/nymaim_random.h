// SPDX-License-Identifier: Apache-2.0
// The generator of Nymaim, GozNym and their variants: a relative of xorshift of four words, whose words are added up
// after each draw.
#pragma once
#include <array>
#include <cstdint>

namespace dgacast {

class NymaimRandom {
 public:
  /// The bound of a draw whose value is used modulo something else, or not at all.
  static constexpr std::uint32_t kFree = 0xFFFF'FFFF;

  explicit constexpr NymaimRandom(const std::array<std::uint32_t, 4>& words) noexcept : words_(words) {}

  /// Steps, and gives 0 to `bound` - 1. Needs a bound that is not 0; it is multiplied by 100 modulo 2^32.
  constexpr std::uint32_t draw(std::uint32_t bound) noexcept {
    auto& [a, b, c, d] = words_;
    const std::uint32_t mixed = a << 11 ^ a;
    const std::uint32_t last = d >> 19 ^ d ^ mixed ^ mixed >> 8;
    const std::uint32_t drawn = c + last;
    a += b;
    b += c;
    c += d;
    d = last;
    return drawn % (100 * bound) / 100;
  }
  /// The four words, for variants that change them between draws.
  constexpr std::array<std::uint32_t, 4>& words() noexcept { return words_; }

 private:
  std::array<std::uint32_t, 4> words_;
};

}  // namespace dgacast
