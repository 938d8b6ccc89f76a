// SPDX-License-Identifier: Apache-2.0
// M0yv (Expiro): 128 .biz names from a 32-bit seed. Facts, seeds and sources: dga/catalogue/m0yv.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/m0yv_names.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32}};

void generate(const Seed& seed, const Period&, DomainList& out) { m0yv_names(seed.u32("seed"), out); }

constexpr SimpleFamily kFamily{
    {.id = "m0yv", .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = kParameters}, generate};

}  // namespace

const Family& m0yv() noexcept { return kFamily; }
}  // namespace dgacast
