// SPDX-License-Identifier: Apache-2.0
// The search for seeds of Qakbot.
#include <array>

#include "dga/core/family_table.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

/// Campaigns are numbered: all known numbers are small.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "seed: 0 to 65,535 for each third of a month in the range";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"seed"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    return try_values(search, *find_family("qakbot"), "seed", 0, 1 << 16);
  }
};

}  // namespace

const SeedSearcher& qakbot_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast
