// SPDX-License-Identifier: Apache-2.0
// The generator of Conficker A, B and C: a 64-bit word goes through a sum in binary64, whose bit pattern is the next
// word. One differing bit changes the rest of the day, so the sum is made exactly as the bots' x87 unit makes it.
//
// Each word needs the one before it, so what counts is how long a step takes, not how many operations it has: a kernel
// keeps the word in a vector register (Highway chooses the instructions at run time) and draws many words at once,
// making the letter that each might become while the next step waits for its product.
#pragma once
#include <array>
#include <cfloat>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

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

/// The word after `word`, which is not 0 and below 2^63, as every word of a positive sum is. `x87` takes the sine as
/// FSIN computes it, else it is the correct one.
std::uint64_t conficker_step(const ConfickerConstants& constants, bool x87, std::uint64_t word) noexcept;
/// Draws values.size() times with conficker_step() from `word`, and gives the last word. values and letters have the
/// same size: of each word its low half, and the letter that stands at its magnitude, modulo 26.
std::uint64_t conficker_draw(const ConfickerConstants& constants, bool x87, std::uint64_t word,
                             std::span<std::int32_t> values, std::span<char> letters) noexcept;

class ConfickerRandom {
 public:
  static constexpr std::uint32_t kMostLetters = 16;

  /// Starts the day that begins `unix_time` seconds after 1970-01-01T00:00:00Z; for `x87` see conficker_step().
  ConfickerRandom(const ConfickerConstants& constants, std::int64_t unix_time, bool x87) noexcept
      : constants_(constants), x87_(x87) {
    const std::uint64_t file_time = static_cast<std::uint64_t>(unix_time + 11'644'473'600) * 10'000'000;
    word_ = file_time * constants.time_factor / constants.time_divisor + constants.time_addend;
  }

  /// The low half of the next word.
  std::int32_t next() noexcept {
    if (next_ == kDrawn) draw();
    return values_[next_++];
  }
  /// The magnitude of next().
  std::uint32_t next_magnitude() noexcept {
    const std::int32_t drawn = next();
    return drawn < 0 ? 0u - static_cast<std::uint32_t>(drawn) : static_cast<std::uint32_t>(drawn);
  }
  /// Draws `count` <= kMostLetters times: of each the letter at its magnitude, modulo 26. Good until two more calls, so
  /// that a suffix can be drawn before the label is copied.
  std::string_view letters(std::uint32_t count) noexcept {
    if (kDrawn - next_ <= count) draw();
    const std::string_view text{letters_.data() + next_, count};
    next_ += count;
    return text;
  }

 private:
  static constexpr std::size_t kDrawn = 128;  // so many that calls cost nothing, few enough to stay close by

  /// Moves what is left to the front, and draws behind it.
  void draw() noexcept;

  ConfickerConstants constants_;
  bool x87_;
  std::uint64_t word_;
  std::size_t next_ = kDrawn;
  std::array<std::int32_t, kDrawn> values_;
  std::array<char, kDrawn> letters_;
};

}  // namespace dgacast
