// SPDX-License-Identifier: Apache-2.0
// Tufik: the names of Murofet 2 with a key of its own. Facts, seeds and sources: dga/catalogue/tufik.json
#include "dga/core/family.h"
#include "dga/families/shared/murofet_names.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "magic", .type = ParameterType::u32}};

class Tufik final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{
        .id = "tufik", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    put_murofet_day(civil(period.begin), seed.u32("magic"), out);
  }
};

}  // namespace

const Family& tufik() noexcept {
  static constexpr Tufik kFamily;
  return kFamily;
}
}  // namespace dgacast
