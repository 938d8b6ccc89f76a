// SPDX-License-Identifier: Apache-2.0
// The names of the second and the third DGA of Vawtrak, which differ in one constant.
#pragma once
#include <cstdint>
#include <string_view>

#include "dga/core/domain_list.h"
#include "dga/random/lcg.h"

namespace dgacast {

/// The letters of one name after the other.
class VawtrakLetters {
 public:
  /// `char_offset` is added to the state before each letter.
  VawtrakLetters(std::uint32_t state, std::uint32_t char_offset) noexcept : random_{state}, char_offset_(char_offset) {}
  /// Begins a name, gives its length: 7 to 11.
  std::uint32_t begin() noexcept {
    const std::uint32_t length = step() % 5 + 7;
    consonants_ = step() % 2;
    return length;
  }
  /// The next letter: one or two consonants after each vowel.
  char next() noexcept {
    constexpr std::string_view kConsonants = "cdfghlmnrstw";
    constexpr std::string_view kVowels = "aeiou";
    random_.state += char_offset_;
    const std::uint32_t drawn = step();
    if (consonants_ > 0) {
      --consonants_;
      return kConsonants[drawn % kConsonants.size()];
    }
    consonants_ = step() % 2 + 1;
    return kVowels[drawn % kVowels.size()];
  }

 private:
  std::uint32_t step() noexcept { return random_.next() & 0x7FFF'FFFF; }

  AnsiLcg random_;
  std::uint32_t char_offset_;
  std::uint32_t consonants_ = 0;  // that come before the next vowel
};

/// Appends `count` .com names.
inline void vawtrak_names(std::uint32_t seed, std::uint32_t count, std::uint32_t char_offset, DomainList& out) {
  VawtrakLetters letters{seed, char_offset};
  for (std::uint32_t name = 0; name < count; ++name) {
    for (std::uint32_t left = letters.begin(); left > 0; --left) out.put(letters.next());
    out.put(".com");
    out.end();
  }
}

}  // namespace dgacast
