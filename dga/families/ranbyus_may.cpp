// SPDX-License-Identifier: Apache-2.0
// Ranbyus, algorithm of May 2015: 40 names a day. Facts, seeds and sources: dga/catalogue/ranbyus_may.json
#include "dga/families/shared/ranbyus_may.h"
#include "dga/core/simple_family.h"
#include "dga/families/shared/ranbyus_registers.h"
#include "dga/random/ranbyus_lanes.h"

namespace dgacast {
namespace {

using namespace ranbyus_may_algorithm;

constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32}};

void put_names(std::uint32_t seed, const CivilDate& date, DomainList& out) {
  RanbyusRegisters registers{date, seed};
  for (std::uint32_t index = 0; index < kCount; ++index) {
    for (std::uint32_t i = 0; i < kRanbyusLabel; ++i) out.put(registers.next_letter());
    out.put('.');
    out.put(kSuffixes[suffix_of(date, index)]);
    out.end();
  }
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  put_names(seed.u32("seed"), civil(period.begin), out);
}

constexpr SimpleFamily kFamily{{.id = "ranbyus_may",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::day(),
                                .parameters = kParameters,
                                .look_back = kLookBack},
                               generate};

}  // namespace

const Family& ranbyus_may() noexcept { return kFamily; }
}  // namespace dgacast
