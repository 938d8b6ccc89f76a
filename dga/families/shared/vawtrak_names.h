// SPDX-License-Identifier: Apache-2.0
// The names of the second and the third DGA of Vawtrak, which differ in one constant.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <string_view>

#include "dga/core/domain_list.h"
#include "dga/core/seed_search.h"
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

/// Finds `seed`. How far the generator goes for a name depends on the name, so that it is not turned back: the seed
/// that is found begins its list with the earliest name.
class VawtrakSearch final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "seed: all 2^31 states for each name; the seed that is found begins its list with the earliest name";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"seed"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    std::set<std::uint32_t> offsets;
    for (const Seed* const base : search.bases) offsets.insert(base->u32("char_offset"));
    std::vector<std::string_view> labels;
    for (const std::string_view name : search.names) labels.push_back(first_label(name));
    std::vector<FoundSeed> found;
    for (const std::uint32_t offset : offsets) {
      const auto states = search_all<std::uint32_t>(
          search, std::uint64_t{1} << 31, [&](std::uint64_t value, std::vector<std::uint32_t>& out) {
            VawtrakLetters letters{static_cast<std::uint32_t>(value), offset};
            const std::uint32_t length = letters.begin();
            const char first = letters.next();
            const VawtrakLetters second = letters;
            for (const std::string_view label : labels) {
              if (label.size() != length || label[0] != first) continue;
              letters = second;
              if (std::all_of(label.begin() + 1, label.end(), [&](char letter) { return letters.next() == letter; }))
                out.push_back(static_cast<std::uint32_t>(value));
            }
          });
      for (const std::uint32_t state : states) found.push_back({{"seed", hex_word(state)}});
    }
    return found;
  }
};

}  // namespace dgacast
