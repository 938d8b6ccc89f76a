// SPDX-License-Identifier: Apache-2.0
// Murofet 2: 1020 names a day, masked with a key. Facts, seeds and sources: dga/catalogue/murofet_v2.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/murofet_names.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "key", .type = ParameterType::u32}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  put_murofet_day(civil(period.begin), seed.u32("key"), out);
}

constexpr SimpleFamily kFamily{
    {.id = "murofet_v2", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters}, generate};

}  // namespace

const Family& murofet_v2() noexcept { return kFamily; }
}  // namespace dgacast
