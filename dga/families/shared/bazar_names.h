// SPDX-License-Identifier: Apache-2.0
// What BazarBackdoor's algorithms share: how the month becomes digits, and the products of syllables of all but the
// first two.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "dga/core/calendar.h"
#include "dga/core/domain_list.h"
#include "dga/core/seed.h"

namespace dgacast {

/// The shifts of the first two algorithms: 12 - month in two digits, year - 18 in four.
constexpr std::array<std::uint32_t, 6> early_bazar_digits(const CivilDate& date) noexcept {
  const std::uint32_t month = 12 - date.month, year = date.year - 18;
  return {month / 10, month % 10, year / 1000, year / 100 % 10, year / 10 % 10, year % 10};
}

inline constexpr std::size_t kBazarSyllables = 4;
inline constexpr std::uint64_t kMostBazarNames = 10'000'000;
inline constexpr ParameterSpec kBazarParameters[] = {
    {.name = "pool", .type = ParameterType::word_list, .min = 1},
    {.name = "mul", .type = ParameterType::number_list, .min = kBazarSyllables, .max = kBazarSyllables},
    {.name = "width", .type = ParameterType::number_list, .min = kBazarSyllables, .max = kBazarSyllables},
    {.name = "digit", .type = ParameterType::number_list, .min = kBazarSyllables, .max = kBazarSyllables}};

/// Throws InputError unless the values of kBazarParameters make lists of a sane length. `family` is for the message.
inline void check_bazar_seed(std::string_view family, const Seed& seed, std::string_view where) {
  std::uint64_t names = 1;
  for (std::size_t i = 0; i < kBazarSyllables; ++i) {
    const std::uint64_t mul = seed.numbers("mul")[i], width = seed.numbers("width")[i],
                        digit = seed.numbers("digit")[i];
    names *= std::min(width, kMostBazarNames + 1);
    if (digit > 5 || mul > kMostBazarNames || names > kMostBazarNames) {
      throw InputError{{std::string(where),
                        std::string(family) + "/" + seed.id() + ": place " + std::to_string(i) + " has mul " +
                            std::to_string(mul) + ", width " + std::to_string(width) + ", digit " +
                            std::to_string(digit),
                        "the digit is 0 to 5 (a place in MMYYYY), and the widths multiply to at most 10000000"}};
    }
  }
}

/// Appends all products of four syllables, each from the block of the pool that its digit of MMYYYY chooses.
inline void put_bazar_names(const Seed& seed, const CivilDate& date, DomainList& out) {
  struct Block {
    std::uint64_t begin;
    std::uint64_t end;
  };
  const WordList& pool = seed.words("pool");
  const std::array<std::uint64_t, 6> digits{date.month / 10,      date.month % 10,     date.year / 1000,
                                            date.year / 100 % 10, date.year / 10 % 10, date.year % 10};
  std::array<Block, kBazarSyllables> blocks;
  for (std::size_t i = 0; i < kBazarSyllables; ++i) {
    const std::uint64_t begin = seed.numbers("mul")[i] * digits[seed.numbers("digit")[i]];
    // Late digits run off the pools of some versions: the bot then reads what lies behind, which nobody can know.
    blocks[i] = {begin, std::min<std::uint64_t>(begin + seed.numbers("width")[i], pool.size())};
  }
  for (std::uint64_t a = blocks[0].begin; a < blocks[0].end; ++a) {
    for (std::uint64_t b = blocks[1].begin; b < blocks[1].end; ++b) {
      for (std::uint64_t c = blocks[2].begin; c < blocks[2].end; ++c) {
        for (std::uint64_t d = blocks[3].begin; d < blocks[3].end; ++d) {
          for (const std::uint64_t syllable : {a, b, c, d}) out.put(pool[syllable]);
          out.put(".bazar");
          out.end();
        }
      }
    }
  }
}

}  // namespace dgacast
