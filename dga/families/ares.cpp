// SPDX-License-Identifier: Apache-2.0
// Ares: Qakbot's algorithm, 50 names every third of a month. Facts, seeds and sources: dga/catalogue/ares.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/families/shared/qakbot_names.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32}, kCountParameter};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  put_qakbot_names(civil(period.begin), seed.u32("seed"), false, seed.u32("count"), out);
}

constexpr SimpleFamily kFamily{
    {.id = "ares", .taxonomy = Taxonomy::tdd, .period = kQakbotPeriod, .parameters = kParameters}, generate};

}  // namespace

const Family& ares() noexcept { return kFamily; }
}  // namespace dgacast
