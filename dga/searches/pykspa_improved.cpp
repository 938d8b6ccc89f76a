// SPDX-License-Identifier: Apache-2.0
// The search for seeds of Pykspa's second algorithm.
#include <array>

#include "dga/core/family_table.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

/// What differs between samples is how long a slot lasts.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override { return "slot_days: 1 to 366 for each day in the range"; }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"slot_days"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    return try_values(search, *find_family("pykspa_improved"), "slot_days", 1, 366 + 1);
  }
};

}  // namespace

const SeedSearcher& pykspa_improved_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast
