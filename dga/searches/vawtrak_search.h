// SPDX-License-Identifier: Apache-2.0
// The search for seeds of Vawtrak's second and third DGA.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

#include "dga/core/seed.h"
#include "dga/families/shared/vawtrak_names.h"
#include "dga/searches/seed_search.h"

namespace dgacast {

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
