// SPDX-License-Identifier: Apache-2.0
// BazarBackdoor with a pool that is too short for the summer: from June to September names fail, in part or all. Facts
// and sources: dga/catalogue/bazarbackdoor_buggy2.json
#include "dga/core/family.h"
#include "dga/families/shared/bazar_names.h"

namespace dgacast {
namespace {

class BazarbackdoorBuggy2 final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "bazarbackdoor_buggy2",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::month(),
                                        .parameters = kBazarParameters};
    return kFacts;
  }
  void check(const Seed& seed, std::string_view where) const override {
    check_bazar_seed("bazarbackdoor_buggy2", seed, where);
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    put_bazar_names(seed, civil(period.begin), out);
  }
};

}  // namespace

const Family& bazarbackdoor_buggy2() noexcept {
  static constexpr BazarbackdoorBuggy2 kFamily;
  return kFamily;
}
}  // namespace dgacast
