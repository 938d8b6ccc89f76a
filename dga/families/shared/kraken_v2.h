// SPDX-License-Identifier: Apache-2.0
// What Kraken's second algorithm and the search for its seeds share.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "dga/core/calendar.h"
#include "dga/random/lcg.h"

namespace dgacast::kraken_v2_algorithm {

inline constexpr UtcSeconds kAnchor{std::chrono::seconds{1'207'000'000}};  // a Monday, 21:46:40 UTC
inline constexpr std::array<std::array<std::string_view, 4>, 2> kSuffixes{
    {{"com", "net", "tv", "cc"}, {"dyndns.org", "yi.org", "dynserv.com", "mooo.com"}}};

/// The W of the week that holds an instant: it begins with 2 at the anchor.
inline std::int64_t week_of(UtcSeconds at) noexcept {
  return std::chrono::floor<std::chrono::weeks>(at - kAnchor).count() + 2;
}

using KrakenLcg = Lcg<1103515245, 12435>;

constexpr std::uint32_t crop(std::uint32_t state) noexcept { return state >> 8 & 0x7FFF; }

/// What many discarded draws make of each 15-bit state: a draw is fed back cropped, so that they are one map, whose
/// powers are had by squaring.
class Discards {
 public:
  explicit Discards(std::int64_t count) : count_(count) {
    if (count < 2) return;
    std::vector<std::uint16_t> once(kStates), square(kStates);
    for (std::uint32_t state = 0; state < kStates; ++state) {
      once[state] = static_cast<std::uint16_t>(crop(KrakenLcg{state}.next()));
      map_.push_back(static_cast<std::uint16_t>(state));
    }
    for (std::int64_t left = count - 1; left > 0; left >>= 1) {
      if ((left & 1) != 0) {
        for (std::uint16_t& state : map_) state = once[state];
      }
      for (std::uint32_t state = 0; state < kStates; ++state) square[state] = once[once[state]];
      once.swap(square);
    }
  }
  /// One draw more, at a tenth of the cost.
  Discards and_one() const {
    if (count_ < 2) return Discards{count_ + 1};
    Discards more = *this;
    ++more.count_;
    for (std::uint16_t& state : more.map_) state = static_cast<std::uint16_t>(crop(KrakenLcg{state}.next()));
    return more;
  }
  std::uint32_t operator()(std::uint32_t state) const {
    if (count_ < 1) return state;
    state = crop(KrakenLcg{state}.next());
    return count_ == 1 ? state : map_[state];
  }

 private:
  static constexpr std::uint32_t kStates = 0x8000;
  std::int64_t count_;
  std::vector<std::uint16_t> map_;
};

/// The discards before a name by its number: W for most, one less for some, none for every ninth.
inline constexpr std::size_t kKinds = 3;
constexpr std::size_t kind_of(std::uint32_t number) noexcept { return number % 9 < 6 ? 0 : number % 9 < 8 ? 1 : 2; }

/// The letters of one name. They show the bits 8 to 22 of the generator, on which no higher bit has an effect.
class Letters {
 public:
  static constexpr std::uint32_t kStates = 1 << 23;
  explicit Letters(std::uint32_t state) noexcept : random_{state} {}
  /// Begins the name, gives its length: 7 to 12.
  std::size_t begin() noexcept {
    const std::uint32_t first = draw(), second = draw(), third = draw();
    return (first * second + third) % 6 + 7;
  }
  char next() noexcept { return static_cast<char>('a' + draw() % 26); }

 private:
  std::uint32_t draw() noexcept { return crop(random_.next()); }
  KrakenLcg random_;
};

}  // namespace dgacast::kraken_v2_algorithm
