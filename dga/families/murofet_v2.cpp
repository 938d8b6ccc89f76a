// SPDX-License-Identifier: Apache-2.0
// Murofet 2: 1020 names a day, masked with a key. Facts, seeds and sources: dga/catalogue/murofet_v2.json
#include "dga/core/family.h"
#include "dga/families/shared/murofet_names.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "key", .type = ParameterType::u32}};

class MurofetV2 final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{
        .id = "murofet_v2", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    put_murofet_day(civil(period.begin), seed.u32("key"), out);
  }
};

}  // namespace

const Family& murofet_v2() noexcept {
  static constexpr MurofetV2 kFamily;
  return kFamily;
}
}  // namespace dgacast
