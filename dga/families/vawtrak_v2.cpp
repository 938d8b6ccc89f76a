// SPDX-License-Identifier: Apache-2.0
// Vawtrak (Neverquest), second DGA: pronounceable .com names. Facts, seeds and sources: dga/catalogue/vawtrak_v2.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/families/shared/vawtrak_names.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {
    {.name = "seed", .type = ParameterType::u32}, kCountParameter, {.name = "char_offset", .type = ParameterType::u32}};

void generate(const Seed& seed, const Period&, DomainList& out) {
  vawtrak_names(seed.u32("seed"), seed.u32("count"), seed.u32("char_offset"), out);
}

constexpr SimpleFamily kFamily{
    {.id = "vawtrak_v2", .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = kParameters},
    generate};

}  // namespace

const Family& vawtrak_v2() noexcept { return kFamily; }
}  // namespace dgacast
