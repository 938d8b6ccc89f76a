// SPDX-License-Identifier: Apache-2.0
// The search for seeds of Banjori.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

/// The walk forgets where it began: any of its names is a start for all that follow.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "start: each of the names; the seed that is found begins its list with the earliest of them";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"start"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    std::vector<FoundSeed> found;
    for (const std::string_view name : search.names) {
      const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
      if (name.size() >= 4 && std::all_of(name.begin(), name.begin() + 4, letter))
        found.push_back({{"start", std::string(name)}});
    }
    return found;
  }
};

}  // namespace

const SeedSearcher& banjori_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast
