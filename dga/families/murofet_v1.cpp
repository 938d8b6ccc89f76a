// SPDX-License-Identifier: Apache-2.0
// Murofet 1 (LICAT, first Gameover Zeus): five lists a month. Facts, seeds and sources: dga/catalogue/murofet_v1.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/families/shared/murofet_names.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {kCountParameter};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  const std::uint32_t count = seed.u32("count");
  for (std::uint32_t index = 0; index < count; ++index) {
    for (const std::uint8_t octet : murofet_week_digest(date, index)) {
      const int low = octet & 0x1F, high = octet >> 3;
      if (low == high) continue;
      if (low < 26) out.put(static_cast<char>('a' + low));
      if (high < 26) out.put(static_cast<char>('a' + high));
    }
    out.put(murofet_week_suffix(index));
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "murofet_v1", .taxonomy = Taxonomy::tdd, .period = kMurofetWeeks, .parameters = kParameters}, generate};

}  // namespace

const Family& murofet_v1() noexcept { return kFamily; }
}  // namespace dgacast
