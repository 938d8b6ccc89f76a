// SPDX-License-Identifier: Apache-2.0
// The search for seeds of DNSChanger.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "dga/random/lcg.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kLength = 10;  // letters of a name, each a step of the generator

/// An LCG can be turned back to the seed from the state before any name. Its highest bit never reaches a letter.
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
          MsvcRand random{state};
          return label.size() == kLength && std::ranges::all_of(label, [&random](char letter) {
                   return static_cast<char>('a' + random.next() % 26) == letter;
                 });
        },
        [](std::uint32_t state, std::uint32_t count, std::vector<FoundSeed>& found) {
          for (std::uint32_t name = 0; name < count; ++name) {
            found.push_back({{"seed", hex_word(state & 0x7FFF'FFFF)}});
            for (std::uint32_t k = 0; k < kLength; ++k) state = MsvcRand::previous(state);
          }
        });
  }
};

}  // namespace

const SeedSearcher& dnschanger_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast
