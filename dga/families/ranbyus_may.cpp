// SPDX-License-Identifier: Apache-2.0
// Ranbyus, algorithm of May 2015: 40 names a day. Facts, seeds and sources: dga/catalogue/ranbyus_may.json
#include <array>

#include "dga/core/family.h"
#include "dga/random/ranbyus_registers.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kCount = 40;
constexpr std::size_t kLabel = 14;
// The bot's ninth, org, is never reached.
constexpr std::array<std::string_view, 8> kSuffixes{"in", "me", "cc", "su", "tw", "net", "com", "pw"};
constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32}};

class RanbyusMay final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "ranbyus_may",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::day(),
                                        .parameters = kParameters,
                                        .look_back = 30};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const CivilDate date = civil(period.begin);
    RanbyusRegisters registers{date, seed.u32("seed")};
    for (std::uint32_t index = 0; index < kCount; ++index) {
      for (std::size_t i = 0; i < kLabel; ++i) out.put(registers.next_letter());
      out.put('.');
      out.put(kSuffixes[(date.day + index) % kSuffixes.size()]);
      out.end();
    }
  }
};

}  // namespace

const Family& ranbyus_may() noexcept {
  static constexpr RanbyusMay kFamily;
  return kFamily;
}
}  // namespace dgacast
