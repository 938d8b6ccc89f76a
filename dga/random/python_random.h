// SPDX-License-Identifier: Apache-2.0
// Python 2's module random: MT19937 (Matsumoto and Nishimura 1998) as random.seed(number) starts it (init_by_array of
// their 2002 version), and doubles of 53 bits.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace dgacast {

class PythonRandom {
 public:
  /// Seeds with the number whose 32-bit words are `key`, the least significant first, as many as it needs; 0 has one.
  /// Needs 1 to 624 words.
  explicit constexpr PythonRandom(std::span<const std::uint32_t> key) noexcept {
    state_[0] = 19650218;
    for (std::uint32_t i = 1; i < kSize; ++i) state_[i] = 1812433253 * mixed(i - 1) + i;
    std::uint32_t at = 1, word = 0;
    const auto step = [&at, this] {
      if (++at < kSize) return;
      state_[0] = state_[kSize - 1];
      at = 1;
    };
    for (std::uint32_t left = kSize; left > 0; --left) {
      state_[at] = (state_[at] ^ mixed(at - 1) * 1664525) + key[word] + word;
      word = word + 1 < key.size() ? word + 1 : 0;
      step();
    }
    for (std::uint32_t left = kSize - 1; left > 0; --left) {
      state_[at] = (state_[at] ^ mixed(at - 1) * 1566083941) - at;
      step();
    }
    state_[0] = 0x8000'0000;
  }

  /// A word of 32 bits. The words of the next round are made one by one, as they are asked for.
  constexpr std::uint32_t next() noexcept {
    const std::uint32_t following = at_ + 1 < kSize ? at_ + 1 : 0;
    const std::uint32_t joined = (state_[at_] & 0x8000'0000) | (state_[following] & 0x7FFF'FFFF);
    std::uint32_t y = state_[at_] =
        state_[at_ + 397 < kSize ? at_ + 397 : at_ + 397 - kSize] ^ joined >> 1 ^ ((joined & 1) != 0 ? 0x9908'B0DF : 0);
    at_ = following;
    y ^= y >> 11;
    y ^= y << 7 & 0x9D2C'5680;
    y ^= y << 15 & 0xEFC6'0000;
    return y ^ y >> 18;
  }
  /// random.random(): 0 to below 1, in steps of 2^-53.
  constexpr double random() noexcept {
    const std::uint32_t high = next() >> 5, low = next() >> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
  }
  /// 0 to `bound` - 1, as choice(), and randrange() below 2^53, draw it in Python 2.
  constexpr std::uint32_t below(std::uint32_t bound) noexcept { return static_cast<std::uint32_t>(random() * bound); }

 private:
  static constexpr std::uint32_t kSize = 624;
  constexpr std::uint32_t mixed(std::uint32_t at) const noexcept { return state_[at] ^ state_[at] >> 30; }

  std::array<std::uint32_t, kSize> state_{};
  std::uint32_t at_ = 0;
};

}  // namespace dgacast
