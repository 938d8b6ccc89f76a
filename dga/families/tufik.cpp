// SPDX-License-Identifier: Apache-2.0
// Tufik: the names of Murofet 2 with a key of its own. Facts, seeds and sources: dga/catalogue/tufik.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/murofet_names.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "magic", .type = ParameterType::u32}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  put_murofet_day(civil(period.begin), seed.u32("magic"), out);
}

constexpr SimpleFamily kFamily{
    {.id = "tufik", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters}, generate};

}  // namespace

const Family& tufik() noexcept { return kFamily; }
}  // namespace dgacast
