// SPDX-License-Identifier: Apache-2.0
// Murofet 3: long labels, five lists a month. Facts, seeds and sources: dga/catalogue/murofet_v3.json
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
      const int first = 'a' + (octet & 0x0F), high = octet >> 4;
      out.put(static_cast<char>(first));
      if (high < 10) {
        out.put(static_cast<char>('q' + high));
      } else {
        out.put(static_cast<char>('1' + (high - 10)));
        out.put(static_cast<char>('0' + first % 10));  // of the letter's ASCII code
      }
    }
    out.put(murofet_week_suffix(index));
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "murofet_v3", .taxonomy = Taxonomy::tdd, .period = kMurofetWeeks, .parameters = kParameters}, generate};

}  // namespace

const Family& murofet_v3() noexcept { return kFamily; }
}  // namespace dgacast
