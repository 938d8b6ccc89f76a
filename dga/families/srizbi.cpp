// SPDX-License-Identifier: Apache-2.0
// Srizbi: four .com names a 3-day window from a 32-bit key. Facts, seeds and sources: dga/catalogue/srizbi.json
#include "dga/families/shared/srizbi.h"
#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

using namespace srizbi_algorithm;

constexpr ParameterSpec kParameters[] = {{.name = "key", .type = ParameterType::u32},
                                         {.name = "day_offset", .type = ParameterType::i32, .max = 100'000}};

Period window(const Seed& seed, UtcSeconds instant) {
  const UtcSeconds begin = UtcDay{std::chrono::days{shifted_day(seed, instant) - seed.i32("day_offset")}};
  return {begin, begin + std::chrono::days{kWindowDays}};
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const std::uint32_t state = seed.u32("key") ^ mask_of(shifted_day(seed, period.begin));
  for (std::uint32_t name = 1; name <= kNames; ++name) {
    for (int shift = 0; shift < 32; shift += 8) {  // octets from the low end, in each the high nibble first
      out.put(kAlphabet[(state >> (shift + 4) & 15) * name % kAlphabet.size()]);
      out.put(kAlphabet[(state >> shift & 15) * name % kAlphabet.size()]);
    }
    out.put(".com");
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "srizbi",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::custom("3 days", window),
                                .parameters = kParameters},
                               generate};

}  // namespace

const Family& srizbi() noexcept { return kFamily; }
}  // namespace dgacast
