// SPDX-License-Identifier: Apache-2.0
// What Gameover Zeus and the search for its seeds share.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "dga/core/calendar.h"
#include "dga/random/base36_lanes.h"
#include "dga/random/digest_lanes.h"

namespace dgacast::newgoz_algorithm {

/// What stands behind the label of name `index`.
constexpr std::string_view suffix(std::uint32_t index) noexcept {
  return index % 4 == 0 ? "com" : index % 3 == 0 ? "org" : index % 2 == 0 ? "biz" : "net";
}

/// The message of index 0: the index, then year, month and day, the key after each of the three.
inline HashBlock block_of(const CivilDate& date, std::uint32_t key) noexcept {
  std::array<char, 22> message{};
  const auto store = [&message](std::size_t at, std::uint32_t value, std::size_t octets) {  // little-endian
    for (std::size_t i = 0; i < octets; ++i) message[at + i] = static_cast<char>(value >> 8 * i & 0xFF);
  };
  store(4, date.year, 2);
  store(6, key, 4);
  store(10, date.month, 2);
  store(12, key, 4);
  store(16, date.day, 2);
  store(18, key, 4);
  return md5_block({message.data(), message.size()});
}

/// A digest as it stands in a label: each of its words in base 36.
using LabelWords = std::array<Base36Digits, 4>;
inline constexpr std::size_t kLongestLabel = 4 * 8;

/// Writes a label, with room for kLongestLabel octets, and gives the place behind it.
inline char* put_label(const LabelWords& words, char* to) noexcept {
  for (const Base36Digits word : words) to = put_base36(word, to);
  return to;
}

}  // namespace dgacast::newgoz_algorithm
