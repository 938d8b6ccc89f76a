// SPDX-License-Identifier: Apache-2.0
// The search for seeds of Vawtrak's first DGA.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "dga/random/lcg.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

/// An LCG modulo 2^31 can be turned back to the seed from the state before any name.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "seed: all 2^31 states for one name, then back to each seed whose list may hold it";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"seed"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    return search_states(
        search, std::uint64_t{1} << 31,
        [](std::uint32_t state, std::string_view label) {
          AnsiLcg lcg{state};
          return (lcg.next() & 0x7FFF'FFFF) % 5 + 7 == label.size() && std::ranges::all_of(label, [&lcg](char letter) {
                   return static_cast<char>('a' + (lcg.next() & 0x7FFF'FFFF) % 26) == letter;
                 });
        },
        [](std::uint32_t state, std::uint32_t count, std::vector<FoundSeed>& found) {
          constexpr std::uint32_t kLongest = 1 + 11;  // steps a name
          for (std::uint32_t step = 0; step < count * kLongest; ++step) {
            found.push_back({{"seed", hex_word(state)}});
            state = AnsiLcg::previous(state) & 0x7FFF'FFFF;
          }
        });
  }
};

}  // namespace

const SeedSearcher& vawtrak_v1_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast
