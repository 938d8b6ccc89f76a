// SPDX-License-Identifier: Apache-2.0
// Nymaim's variant B: 30 names a day from date and weekday, with a drawn TLD. Facts and sources:
// dga/catalogue/goznym_b.json
#include <array>

#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/families/shared/nymaim_random.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, 6> kSuffixes{"ru", "net", "org", "com", "biz", "info"};
constexpr ParameterSpec kParameters[] = {kCountParameter};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  // The bot shifts month and day alike.
  const std::uint32_t start = date.year + (date.month << 16) + (date.day << 16) + date.weekday;
  NymaimRandom random{{start + 0x049F635B, start + 0x029401CD, start + 0x020C1182, start + 0x05C4FE35}};
  const std::uint32_t count = seed.u32("count");
  for (std::uint32_t name = 0; name < count; ++name) {
    const std::uint32_t length = 6 + random.draw(6);
    char* const label = out.extend(length);
    for (std::uint32_t i = 0; i < length; ++i) label[i] = static_cast<char>('a' + random.draw(26));
    out.put('.');
    out.put(kSuffixes[random.draw(kSuffixes.size())]);
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "goznym_b",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::day(),
                                .parameters = kParameters,
                                .suffixes = kSuffixes},
                               generate};

}  // namespace

const Family& goznym_b() noexcept { return kFamily; }
}  // namespace dgacast
