// SPDX-License-Identifier: Apache-2.0
// Kraken, second algorithm: two names a number, from a generator that runs one step longer each week. Facts, seeds and
// sources: dga/catalogue/kraken_v2.json
#include "dga/families/shared/kraken_v2.h"
#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

using namespace kraken_v2_algorithm;

constexpr ParameterSpec kParameters[] = {{.name = "ex", .type = ParameterType::u32},
                                         {.name = "nex", .type = ParameterType::u32},
                                         {.name = "tld_set", .type = ParameterType::u8, .min = 1, .max = 2},
                                         {.name = "count", .type = ParameterType::u32, .max = 5'000'000}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const std::int64_t week = week_of(period.begin);
  const Discards late(week - 1), usual = late.and_one();
  const auto& suffixes = kSuffixes[seed.u8("tld_set") - 1];
  const std::uint32_t starts[] = {seed.u32("nex"), seed.u32("ex")}, count = seed.u32("count");
  for (std::uint32_t number = 0; number < count; ++number) {
    const std::size_t kind = kind_of(number);
    for (const std::uint32_t start : starts) {
      const std::uint32_t state = 3 * number + start;
      Letters letters{kind == 0 ? usual(state) : kind == 1 ? late(state) : state};
      for (std::size_t left = letters.begin(); left > 0; --left) out.put(letters.next());
      out.put('.');
      out.put(suffixes[number % suffixes.size()]);
      out.end();
    }
  }
}

constexpr SimpleFamily kFamily{{.id = "kraken_v2",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::every(std::chrono::weeks{1}, kAnchor),
                                .parameters = kParameters},
                               generate};

}  // namespace

const Family& kraken_v2() noexcept { return kFamily; }
}  // namespace dgacast
