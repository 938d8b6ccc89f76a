// SPDX-License-Identifier: Apache-2.0
// The search for seeds of DirCrypt.
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "dga/random/lcg.h"
#include "dga/random/minstd.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

/// True when the generator makes `label` from this state on.
bool makes(std::uint32_t state, std::string_view label) noexcept {
  UncorrectedMinstd random{state};
  if (random.next() % 13 + 8 != label.size()) return false;
  for (const char letter : label) {
    if (static_cast<char>('a' + random.next() % 26) != letter) return false;
  }
  return true;
}

/// All states find the state before a name; then the generator is turned back, for the name need not be the first.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "seed: all 2^32 states for one name, then back along all ways that the generator may have come";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"seed"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    return search_states(search, std::uint64_t{1} << 32, makes, go_back);
  }

 private:
  static constexpr std::uint32_t kLongest = 1 + 20;  // steps a name

  /// `state` and what comes before it, as far as the first of `count` names may lie back. A state has one predecessor
  /// on average: state = 16807 * r - 2836 * q has an r for each q, which is seldom small enough.
  static void go_back(std::uint32_t state, std::uint32_t count, std::vector<FoundSeed>& found) {
    constexpr std::uint32_t kInverse = inverse_modulo_2_32(16807);
    std::vector<std::uint32_t> level{state};
    const std::uint32_t steps = (count - 1) * kLongest;
    for (std::uint32_t step = 0; !level.empty(); ++step) {
      for (const std::uint32_t one : level) found.push_back({{"seed", hex_word(one)}});
      if (step == steps) return;
      std::vector<std::uint32_t> before;
      for (const std::uint32_t one : level) {
        for (std::uint32_t q = 0; q <= 0xFFFF'FFFF / 127773; ++q) {
          const std::uint32_t r = (one + 2836 * q) * kInverse;
          const std::uint64_t whole = std::uint64_t{127773} * q + r;
          if (r < 127773 && whole <= 0xFFFF'FFFF) before.push_back(static_cast<std::uint32_t>(whole));
        }
      }
      level = std::move(before);
    }
  }
};

}  // namespace

const SeedSearcher& dircrypt_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast
