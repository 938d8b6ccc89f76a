// SPDX-License-Identifier: Apache-2.0
// The search for seeds of Ramnit.
#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "dga/core/seed.h"
#include "dga/random/minstd.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

/// The product that leads from name to name cannot be turned back: the seed that is found is the state before the
/// earliest of the names that were seen.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "seed: all 2^32 states for each name; the seed that is found begins its list with the earliest name";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"seed"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    std::set<std::pair<std::uint32_t, std::uint32_t>> shapes;  // least length, number of lengths
    for (const Seed* const base : search.bases) {
      const std::uint32_t min_len = base->u32("min_len");
      shapes.emplace(min_len, base->u32("max_len") - min_len + 1);
    }
    std::vector<FoundSeed> found;
    for (const auto& [min_len, lengths] : shapes) find(search, min_len, lengths, found);
    return found;
  }

 private:
  static void find(const SeedSearch& search, std::uint32_t min_len, std::uint32_t lengths,
                   std::vector<FoundSeed>& found) {
    // Which name is the earliest nobody knows: all are looked for in one walk, by their first letter.
    std::vector<std::string_view> labels;
    for (const std::string_view name : search.names) labels.push_back(first_label(name));
    const auto states = search_all<std::uint32_t>(
        search, std::uint64_t{1} << 32, [&](std::uint64_t value, std::vector<std::uint32_t>& out) {
          UncorrectedMinstd random{static_cast<std::uint32_t>(value)};
          const std::uint32_t length = random.next() % lengths + min_len;
          const char first = static_cast<char>('a' + random.next() % 25);
          const UncorrectedMinstd second = random;
          for (const std::string_view label : labels) {
            if (label.size() != length || label[0] != first) continue;
            random = second;
            if (std::all_of(label.begin() + 1, label.end(),
                            [&random](char letter) { return static_cast<char>('a' + random.next() % 25) == letter; })) {
              out.push_back(static_cast<std::uint32_t>(value));
            }
          }
        });
    for (const std::uint32_t state : states) found.push_back({{"seed", hex_word(state)}});
  }
};

}  // namespace

const SeedSearcher& ramnit_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast
