// SPDX-License-Identifier: Apache-2.0
// The names of Proslikefan and of its early form: the string hash of Java over magic word, date and TLD.
#pragma once
#include <charconv>
#include <cstdint>
#include <span>
#include <string_view>

#include "dga/core/calendar.h"
#include "dga/core/domain_list.h"

namespace dgacast {

/// Appends ten names of 6 to 12 letters under each of `tlds`: the number outside, the TLD inside.
inline void proslikefan_names(std::string_view magic, const CivilDate& date, std::span<const std::string_view> tlds,
                              DomainList& out) {
  const auto hash = [](std::uint32_t start, std::string_view text) {
    for (const char c : text) start = 31 * start + static_cast<std::uint8_t>(c);
    return start;
  };
  const auto hash_decimal = [&hash](std::uint32_t start, std::uint64_t number) {
    char digits[20];
    const char* const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    return hash(start, {digits, static_cast<std::size_t>(end - digits)});
  };
  // The bot takes the absolute value of the hash as a signed number, which may be 2^31.
  const auto absolute = [](std::uint32_t h) { return h <= 0x8000'0000 ? h : 0 - h; };

  std::uint32_t start = hash(0, magic);
  for (const std::uint32_t part : {date.month, date.day, date.year}) start = hash_decimal(hash(start, "."), part);
  start = hash(start, ".");
  for (std::uint32_t number = 0; number < 10; ++number) {
    for (const std::string_view tld : tlds) {
      std::uint64_t state = std::uint64_t{absolute(hash(start, tld))} + number;
      std::uint32_t label_hash = 0;                        // of the letters so far
      for (std::uint64_t k = 0; k < state % 7 + 6; ++k) {  // the limit changes with each letter
        state = absolute(hash_decimal(label_hash, state));
        const auto letter = static_cast<char>('a' + state % 26);
        label_hash = hash(label_hash, {&letter, 1});
        out.put(letter);
      }
      out.put('.');
      out.put(tld);
      out.end();
    }
  }
}

}  // namespace dgacast
