// SPDX-License-Identifier: Apache-2.0
// What Kraken's first algorithm and the search for its seeds share.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "dga/random/lcg.h"

namespace dgacast::kraken_v1_algorithm {

inline constexpr std::array<std::string_view, 4> kZones{".dyndns.org", ".yi.org", ".dynserv.com", ".mooo.com"};

/// A ninth, of the number as a signed one: towards zero.
constexpr std::uint32_t ninth(std::uint32_t value) noexcept {
  return static_cast<std::uint32_t>(static_cast<std::int32_t>(value) / 9);
}

/// What a name's number adds to nex and to ex.
constexpr std::uint32_t nex_of(std::uint32_t n) noexcept { return ninth((n + 2) * (n + 7) * n) + (3 * n + 1) * n; }
constexpr std::uint32_t ex_of(std::uint32_t n) noexcept { return ninth(n * (n + 7) * (n + 12)) + n * (n + 1); }

/// The letters of one name. They show the bits 8 to 22 of the generator, on which no higher bit has an effect.
class Letters {
 public:
  static constexpr std::uint32_t kStates = 1 << 23;
  explicit Letters(std::uint32_t state) noexcept : random_{state} {}
  /// Begins the name, gives its length: 6 to 11.
  std::size_t begin() noexcept {
    const std::int32_t first = draw(), second = draw(), third = draw();
    return static_cast<std::size_t>(((first * second - third) % 6 + 6) % 6 + 6);
  }
  char next() noexcept { return static_cast<char>('a' + draw() % 26); }

 private:
  std::int32_t draw() noexcept { return static_cast<std::int32_t>(random_.next() >> 8 & 0x7FFF); }
  Lcg<1103515245, 12435> random_;  // not the usual 12345
};

}  // namespace dgacast::kraken_v1_algorithm
