// SPDX-License-Identifier: Apache-2.0
// The search for seeds of Srizbi.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "dga/core/calendar.h"
#include "dga/core/family_table.h"
#include "dga/core/period.h"
#include "dga/core/seed.h"
#include "dga/families/shared/srizbi.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

using namespace srizbi_algorithm;

/// A letter tells its nibble but for the remainder of a division by 15: all nibbles that fit are tried.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "key: each name is turned back into the states that make it; day_offset is that of known seeds";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"key"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    std::vector<std::uint32_t> keys;
    for (const std::string_view name : search.names) {
      const std::string_view label = first_label(name);
      if (label.size() != 8) continue;
      for (std::uint32_t factor = 1; factor <= kNames; ++factor) invert(label, factor, search, keys);
    }
    std::ranges::sort(keys);
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    std::vector<FoundSeed> found;
    for (const std::uint32_t key : keys) found.push_back({{"key", hex_word(key)}});
    return found;
  }

 private:
  static void invert(std::string_view label, std::uint32_t factor, const SeedSearch& search,
                     std::vector<std::uint32_t>& keys) {
    std::vector<std::uint32_t> states{0};
    for (std::uint32_t place = 0; place < label.size(); ++place) {
      const std::uint32_t shift = place / 2 * 8 + (place % 2 == 0 ? 4 : 0);
      std::vector<std::uint32_t> longer;
      for (std::uint32_t nibble = 0; nibble < 16; ++nibble) {
        if (kAlphabet[nibble * factor % kAlphabet.size()] != label[place]) continue;
        for (const std::uint32_t state : states) longer.push_back(state | nibble << shift);
      }
      states = std::move(longer);
    }
    for (const Seed* const base : search.bases) {
      for (const Period& period : periods_of(*find_family("srizbi"), *base, search.range)) {
        const std::uint32_t mask = mask_of(shifted_day(*base, period.begin));
        for (const std::uint32_t state : states) keys.push_back(state ^ mask);
      }
    }
  }
};

}  // namespace

const SeedSearcher& srizbi_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast
