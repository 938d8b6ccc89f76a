// SPDX-License-Identifier: Apache-2.0
// The generator of Conficker A, B and C: a 64-bit word goes through a sum in binary64, whose bit pattern is the next
// word. One differing bit changes the rest of the day, so the sum is made exactly as the bots' x87 unit makes it.
#pragma once
#include <bit>
#include <cfloat>
#include <cmath>
#include <cstdint>

namespace dgacast {

static_assert(FLT_EVAL_METHOD == 0, "every operation must round to binary64 at once");

/// What distinguishes the variants.
struct ConfickerConstants {
  std::uint64_t factor;       ///< multiplies the word
  double addend;              ///< goes into the sum
  std::uint64_t time_factor;  ///< these three make the first word of the day's FILETIME
  std::uint64_t time_divisor;
  std::uint64_t time_addend;
};

class ConfickerRandom {
 public:
  /// Starts the day that begins `unix_time` seconds after 1970-01-01T00:00:00Z. `x87` takes the sine as FSIN computes
  /// it, else it is the correct one.
  ConfickerRandom(const ConfickerConstants& constants, std::int64_t unix_time, bool x87) noexcept
      : constants_(constants), x87_(x87) {
    const std::uint64_t file_time = static_cast<std::uint64_t>(unix_time + 11'644'473'600) * 10'000'000;
    word_ = file_time * constants.time_factor / constants.time_divisor + constants.time_addend;
  }

  /// The low half of the next word.
  std::int32_t next() noexcept {
    const double k = to_double(word_);
    double sum = to_double(word_ * constants_.factor);
    if (sum >= 0x1p54 && k >= 8.0) {
      // Nothing that is added can change a digit: |sine| <= 1 is at most half of the least spacing at 2^54 (a tie goes
      // to 2^54, which is even), the addend is less than 1, and ln(k) < 45 is less than half of the spacing at 2^60.
      sum = sum * k * k;
    } else {
      sum = ((sum + (x87_ ? fsin(k) : std::sin(k))) * k + constants_.addend) * k + std::log(k);
    }
    word_ = std::bit_cast<std::uint64_t>(sum);
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(word_));
  }
  /// The magnitude of next().
  std::uint32_t next_magnitude() noexcept {
    const std::int32_t drawn = next();
    return drawn < 0 ? 0u - static_cast<std::uint32_t>(drawn) : static_cast<std::uint32_t>(drawn);
  }

 private:
  /// The nearest double. Two exact halves and one rounding: unlike the compiler's own conversion, without a branch on
  /// the top bit, which is random here.
  static double to_double(std::uint64_t word) noexcept {
    return static_cast<double>(static_cast<std::int64_t>(word >> 32)) * 0x1p32 +
           static_cast<double>(static_cast<std::int64_t>(word & 0xFFFF'FFFF));
  }
  /// The sine by FSIN, which takes its argument modulo twice a pi of 66 bits. Needs an integer k >= 0. From 2^63 on,
  /// where only a negative sum would lead, FSIN leaves its operand as it is.
  static double fsin(double k) noexcept {
    if (k >= 0x1p63) return k;
    __extension__ using Wide = unsigned __int128;
    constexpr Wide kPi = Wide{3} << 64 | 0x243F'6A88'85A3'08D3;
    const Wide rest = (static_cast<Wide>(k) << 64) % (2 * kPi);
    return rest > kPi ? -std::sin(static_cast<double>(2 * kPi - rest) * 0x1p-64)
                      : std::sin(static_cast<double>(rest) * 0x1p-64);
  }

  ConfickerConstants constants_;
  bool x87_;
  std::uint64_t word_;
};

}  // namespace dgacast
