// SPDX-License-Identifier: Apache-2.0
// Qakbot: 5000 names every third of a month. Facts, seeds and sources: dga/catalogue/qakbot.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/families/shared/qakbot_names.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {
    {.name = "seed", .type = ParameterType::u32}, {.name = "sandbox", .type = ParameterType::boolean}, kCountParameter};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  put_qakbot_names(civil(period.begin), seed.u32("seed"), seed.flag("sandbox"), seed.u32("count"), out);
}

constexpr SimpleFamily kFamily{
    {.id = "qakbot", .taxonomy = Taxonomy::tdd, .period = kQakbotPeriod, .parameters = kParameters}, generate};

}  // namespace

const Family& qakbot() noexcept { return kFamily; }
}  // namespace dgacast
