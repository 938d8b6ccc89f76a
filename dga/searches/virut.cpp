// SPDX-License-Identifier: Apache-2.0
// The search for the offset of Virut.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dga/core/family_table.h"
#include "dga/families/shared/virut.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override { return "offset: 0 to 99 for each day in the range"; }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 2> kParameters{"offset", "all"};  // with all, no offset matters
    return kParameters;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    const Prover prover{*find_family("virut"), search};
    return search_all<FoundSeed>(
        search, virut_algorithm::kOffsets,
        [&prover](std::uint64_t offset, std::vector<FoundSeed>& found) {
          FoundSeed values{{"offset", std::to_string(offset)}, {"all", "false"}};
          if (prover.makes_enough(values)) found.push_back(std::move(values));
        },
        1);
  }
};

}  // namespace

const SeedSearcher& virut_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast
