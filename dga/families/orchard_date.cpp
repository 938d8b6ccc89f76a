// SPDX-License-Identifier: Apache-2.0
// Orchard v3, the half that the date seeds: 16 names a day. Facts and sources: dga/catalogue/orchard_date.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/orchard_names.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "suffix_const", .type = ParameterType::string, .max = 1'000}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  put_orchard_names(format_date(period.begin).append(seed.text("suffix_const")), out);
}

constexpr SimpleFamily kFamily{
    {.id = "orchard_date", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters},
    generate};

}  // namespace

const Family& orchard_date() noexcept { return kFamily; }
}  // namespace dgacast
