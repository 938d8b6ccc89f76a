// SPDX-License-Identifier: Apache-2.0
// BazarBackdoor, versions 2 to 7: all products of four syllables from blocks that the month chooses. Facts, seeds and
// sources: dga/catalogue/bazarbackdoor.json
#include "dga/core/family.h"
#include "dga/families/shared/bazar_names.h"

namespace dgacast {
namespace {

class Bazarbackdoor final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "bazarbackdoor",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::month(),
                                        .parameters = kBazarParameters};
    return kFacts;
  }
  void check(const Seed& seed, std::string_view where) const override {
    check_bazar_seed("bazarbackdoor", seed, where);
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    put_bazar_names(seed, civil(period.begin), out);
  }
};

}  // namespace

const Family& bazarbackdoor() noexcept {
  static constexpr Bazarbackdoor kFamily;
  return kFamily;
}
}  // namespace dgacast
