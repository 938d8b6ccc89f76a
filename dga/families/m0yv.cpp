// SPDX-License-Identifier: Apache-2.0
// M0yv (Expiro): 128 .biz names from a 32-bit seed. Facts, seeds and sources: dga/catalogue/m0yv.json
#include "dga/core/family.h"
#include "dga/families/shared/m0yv_names.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32}};

class M0yv final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{
        .id = "m0yv", .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = kParameters};
    return kFacts;
  }
  void generate(const Seed& seed, const Period&, DomainList& out) const override { m0yv_names(seed.u32("seed"), out); }
};

}  // namespace

const Family& m0yv() noexcept {
  static constexpr M0yv kFamily;
  return kFamily;
}
}  // namespace dgacast
