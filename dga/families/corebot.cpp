// SPDX-License-Identifier: Apache-2.0
// Corebot: 40 names a day under a dynamic DNS zone. Facts, seeds and sources: dga/catalogue/corebot.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/random/lcg.h"

namespace dgacast {
namespace {

constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxy012345678";  // neither z nor 9
constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32},
                                         {.name = "group", .type = ParameterType::u32},
                                         kCountParameter,
                                         {.name = "zone", .type = ParameterType::string, .min = 1, .max = 253}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  const std::uint32_t count = seed.u32("count");
  const std::string_view zone = seed.text("zone");
  NumericalRecipesLcg random{seed.u32("seed") + date.year + (seed.u32("group") << 16) + (date.month << 8) + date.day};
  for (std::uint32_t index = 0; index < count; ++index) {
    for (std::uint32_t left = 12 + random.next() % 12; left > 0; --left) {
      out.put(kAlphabet[random.next() % kAlphabet.size()]);
    }
    out.put('.');
    out.put(zone);
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "corebot", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters}, generate};

}  // namespace

const Family& corebot() noexcept { return kFamily; }
}  // namespace dgacast
