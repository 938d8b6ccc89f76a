// SPDX-License-Identifier: Apache-2.0
// The generator of Conficker A, B and C: a 64-bit word goes through a sum in binary64, whose bit pattern is the next
// word. One differing bit changes the rest of the day, so the sum is made exactly as the bots' x87 unit makes it.
//
// Each word needs the one before it, so what counts is how long a step takes, not how many operations it has: a kernel
// keeps the word in a vector register (Highway chooses the instructions at run time) and draws many words at once,
// making the letter that each might become while the next step waits for its product. Several days at once are several
// chains: a lane of a vector runs each.
#pragma once
#include <algorithm>
#include <array>
#include <cfloat>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "dga/core/list_batch.h"

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

/// A chain among others: where it is, and what it drew.
struct ConfickerChain {
  bool x87;
  std::uint64_t word;
  std::int32_t* values;
  char* letters;
};
inline constexpr std::size_t kConfickerChains = 8;
/// conficker_draw() of `count` words, a multiple of 8, for each of 1 to kConfickerChains chains, whose words go on.
void conficker_draw_each(const ConfickerConstants& constants, std::span<ConfickerChain> chains,
                         std::size_t count) noexcept;

class ConfickerRandom {
 public:
  /// Makes `lists` by calls of `put(random, out)` for each of the `count` names of a list. A call may draw letters
  /// once, and two numbers.
  template <typename Put>
  static void make(const ConfickerConstants& constants, std::span<const ListOrder> lists, std::uint32_t count, Put put);

  static constexpr std::uint32_t kMostLetters = 16;

  /// Starts the day that begins `unix_time` seconds after 1970-01-01T00:00:00Z; for `x87` see conficker_step().
  ConfickerRandom(const ConfickerConstants& constants, std::int64_t unix_time, bool x87) noexcept
      : constants_(constants), x87_(x87) {
    const std::uint64_t file_time = static_cast<std::uint64_t>(unix_time + 11'644'473'600) * 10'000'000;
    word_ = file_time * constants.time_factor / constants.time_divisor + constants.time_addend;
  }

  /// The low half of the next word.
  std::int32_t next() noexcept {
    if (left() == 0) draw();
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
    if (left() <= count) draw();
    const std::string_view text{letters_.data() + next_, count};
    next_ += count;
    return text;
  }

 private:
  static constexpr std::size_t kKept = 32;    // of what was drawn before, when more is drawn
  static constexpr std::size_t kDrawn = 256;  // so many that calls cost nothing, few enough to stay close by
  static constexpr std::size_t kEnd = kKept + kDrawn;

  std::size_t left() const noexcept { return kEnd - next_; }
  /// Moves what is left, kKept at most, to the front.
  void keep() noexcept;
  void draw() noexcept;
  /// The same in lanes, for 1 to kConfickerChains days of one variant.
  static void draw_each(std::span<ConfickerRandom> days) noexcept;

  ConfickerConstants constants_;
  bool x87_;
  std::uint64_t word_;
  std::size_t next_ = kEnd;
  std::array<std::int32_t, kEnd> values_;
  std::array<char, kEnd> letters_;
};

template <typename Put>
void ConfickerRandom::make(const ConfickerConstants& constants, std::span<const ListOrder> lists, std::uint32_t count,
                           Put put) {
  constexpr std::size_t kMostDraws = kMostLetters + 2;
  static_assert(kMostDraws <= kKept);
  while (!lists.empty()) {
    const auto some = lists.first(std::min(kConfickerChains, lists.size()));
    lists = lists.subspan(some.size());
    std::vector<ConfickerRandom> days;
    for (const ListOrder& list : some) {
      days.emplace_back(constants, unix_time(list.period.begin), list.seed->text("sine") == "x87");
    }
    if (some.size() == 1) {  // one chain is faster by itself
      for (std::uint32_t made = 0; made < count; ++made) put(days.front(), *some.front().out);
      continue;
    }
    std::array<std::uint32_t, kConfickerChains> made{};
    for (std::size_t done = 0; done < some.size();) {
      draw_each(days);
      for (std::size_t day = 0; day < some.size(); ++day) {
        if (made[day] == count) continue;
        for (; made[day] < count && days[day].left() >= kMostDraws; ++made[day]) put(days[day], *some[day].out);
        if (made[day] == count) ++done;
      }
    }
  }
}

}  // namespace dgacast
