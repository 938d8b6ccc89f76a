// SPDX-License-Identifier: Apache-2.0
// M0yv, time-dependent: the list of M0yv from a seed that is mixed with the date. Facts and sources:
// dga/catalogue/m0yv_td.json
#include <bit>

#include "dga/core/simple_family.h"
#include "dga/families/shared/m0yv_names.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  // (30.5 * month - day) / 7 cut toward zero; on 31 January that is -0.07, thus 0.
  const auto rounds = (61 * static_cast<std::int32_t>(date.month) - 2 * static_cast<std::int32_t>(date.day)) / 14;
  std::uint32_t mixed = seed.u32("seed") + date.year;
  for (std::int32_t round = 0; round < rounds; ++round) mixed = std::rotl(mixed + 1, 1);
  m0yv_names(mixed, out);
}

constexpr SimpleFamily kFamily{
    {.id = "m0yv_td", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters}, generate};

}  // namespace

const Family& m0yv_td() noexcept { return kFamily; }
}  // namespace dgacast
