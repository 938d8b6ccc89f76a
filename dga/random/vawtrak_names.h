// SPDX-License-Identifier: Apache-2.0
// The names of the second and the third DGA of Vawtrak, which differ in one constant.
#pragma once
#include <cstdint>
#include <string_view>

#include "dga/core/domain_list.h"
#include "dga/random/lcg.h"

namespace dgacast {

/// Appends `count` .com names of 7 to 11 letters, one or two consonants after each vowel. `char_offset` is added to the
/// state before each letter.
inline void vawtrak_names(std::uint32_t seed, std::uint32_t count, std::uint32_t char_offset, DomainList& out) {
  constexpr std::string_view kConsonants = "cdfghlmnrstw";
  constexpr std::string_view kVowels = "aeiou";
  AnsiLcg random{seed};
  const auto step = [&random] { return random.next() & 0x7FFF'FFFF; };
  for (std::uint32_t name = 0; name < count; ++name) {
    const std::uint32_t length = step() % 5 + 7;
    std::uint32_t consonants = step() % 2;  // that come before the next vowel
    for (std::uint32_t k = 0; k < length; ++k) {
      random.state += char_offset;
      const std::uint32_t drawn = step();
      if (consonants > 0) {
        out.put(kConsonants[drawn % kConsonants.size()]);
        --consonants;
      } else {
        out.put(kVowels[drawn % kVowels.size()]);
        consonants = step() % 2 + 1;
      }
    }
    out.put(".com");
    out.end();
  }
}

}  // namespace dgacast
