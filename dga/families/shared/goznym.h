// SPDX-License-Identifier: Apache-2.0
// The names of GozNym, which its first stage makes from two constants and its second one from two addresses.
#pragma once
#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

#include "dga/core/calendar.h"
#include "dga/core/domain_list.h"
#include "dga/families/shared/nymaim_random.h"

namespace dgacast::goznym_algorithm {

inline constexpr std::array<std::string_view, 4> kSuffixes{"net", "com", "in", "pw"};

constexpr std::uint32_t swap_octets(std::uint32_t word) noexcept {
  return word << 24 | (word & 0xFF00) << 8 | (word >> 8 & 0xFF00) | word >> 24;
}

/// The generator before the first name of a date's list.
constexpr NymaimRandom start(const CivilDate& date, std::uint32_t seed1, std::uint32_t seed2) noexcept {
  const std::uint32_t day = (date.year << 9) + (date.month << 5) + date.day + seed1;
  const std::uint32_t first = seed1 + day;  // so that seed1 counts twice
  const std::uint32_t second = std::rotr(2 * first, 4);
  const std::uint32_t third = std::rotr(swap_octets(second), 14) + seed1;
  NymaimRandom random{{first, second, third, std::rotr(third + second, 18)}};
  for (std::uint32_t octet = 0; octet < 16; ++octet) {
    const std::uint32_t value = random.draw(NymaimRandom::kFree) & 0xFF;
    std::uint32_t& word = random.words()[octet / 4];  // as the draw left it
    const std::uint32_t shift = octet % 4 * 8;
    word = (word & ~(std::uint32_t{0xFF} << shift)) | value << shift;
  }
  for (std::uint32_t& word : random.words()) word += seed2;
  return random;
}

/// Appends the letters of the next name.
inline void put_label(NymaimRandom& random, DomainList& out) {
  const std::uint32_t length = 5 + random.draw(8);
  char* const label = out.extend(length);
  for (std::uint32_t i = 0; i < length; ++i) {
    random.draw(NymaimRandom::kFree);  // the bot throws it away
    label[i] = static_cast<char>('a' + random.draw(26));
  }
}

/// Draws the number of the next name's suffix; 0 is drawn again.
constexpr std::uint32_t draw_suffix(NymaimRandom& random) noexcept {
  std::uint32_t suffix = 0;
  while (suffix == 0) suffix = random.draw(kSuffixes.size() + 1);
  return suffix - 1;
}

/// Steps over the next name.
constexpr void skip_name(NymaimRandom& random) noexcept {
  for (std::uint32_t left = 5 + random.draw(8); left > 0; --left) {
    random.draw(NymaimRandom::kFree);
    random.draw(26);
  }
  draw_suffix(random);
}

}  // namespace dgacast::goznym_algorithm
