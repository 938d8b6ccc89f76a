// SPDX-License-Identifier: Apache-2.0
// The search for seeds of Necurs.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dga/core/calendar.h"
#include "dga/core/family_table.h"
#include "dga/core/period.h"
#include "dga/families/shared/necurs.h"
#include "dga/random/necurs_lanes.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

using namespace necurs_algorithm;

/// The magic numbers of all samples are small.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "magic: 0 to 65,535 for each index of each list in the range";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"magic"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    constexpr std::uint64_t kMagics = 1 << 16;
    std::vector<std::uint64_t> starts;  // of all names, before the magic is added
    for (const Period& period : periods_of(*find_family("necurs"), *search.bases.front(), search.range)) {
      const std::uint64_t slot = slot_of(civil(period.begin));
      for (std::uint64_t index = 0; index < kCount; ++index) starts.push_back(necurs_mix(slot + index));
    }
    std::vector<std::string_view> labels;
    for (const std::string_view name : search.names) labels.push_back(first_label(name));
    const auto magics = search_all<std::uint64_t>(
        search, kMagics,
        [&](std::uint64_t magic, std::vector<std::uint64_t>& out) {
          std::size_t seen = 0;
          for (const std::uint64_t start : starts) {
            const std::uint64_t first = necurs_mix(start + magic);
            for (const std::string_view label : labels) {
              if (first % 15 + 7 != label.size()) continue;
              std::uint64_t state = first;
              std::size_t i = 0;
              for (; i < label.size(); ++i) {
                state = necurs_mix(state + i);
                if (static_cast<char>('a' + state % 25) != label[i]) break;
                state = necurs_mix(state + 0xABBEDF);
              }
              if (i == label.size()) ++seen;
            }
          }
          if (seen >= search.at_least) out.push_back(magic);
        },
        64);
    std::vector<FoundSeed> found;
    for (const std::uint64_t magic : magics) found.push_back({{"magic", std::to_string(magic)}});
    return found;
  }
};

}  // namespace

const SeedSearcher& necurs_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast
