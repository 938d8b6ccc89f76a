// SPDX-License-Identifier: Apache-2.0
// Nymaim, first algorithm: 128 names a day from four words that date and weekday start. Facts and sources:
// dga/catalogue/nymaim.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/nymaim_random.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "count", .type = ParameterType::u32, .max = 10'000'000}};

constexpr std::string_view suffix(char letter) noexcept {
  return letter < 'j' ? ".com" : letter < 'n' ? ".org" : letter < 'r' ? ".biz" : letter < 'v' ? ".net" : ".info";
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  // The bot shifts month and day alike.
  const std::uint32_t start = date.year + (date.month << 16) + (date.day << 16) + date.weekday;
  NymaimRandom random{{start + 0x52455641, start + 0x49484F4C, start + 0x59554820, start + 0x4D415620}};
  const std::uint32_t count = seed.u32("count");
  for (std::uint32_t index = 0; index < count; ++index) {
    const std::size_t length = random.draw(6) + 6;
    char* const label = out.extend(length);
    for (std::size_t i = 0; i < length; ++i) label[i] = static_cast<char>('a' + random.draw(26));
    out.put(suffix(label[length - 2]));
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "nymaim", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters}, generate};

}  // namespace

const Family& nymaim() noexcept { return kFamily; }
}  // namespace dgacast
