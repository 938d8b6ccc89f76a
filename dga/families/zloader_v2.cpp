// SPDX-License-Identifier: Apache-2.0
// Zloader 2.x: 32 .com names a day, from the day alone. Facts and sources: dga/catalogue/zloader_v2.json
#include <bit>

#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kCount = 32;
constexpr std::uint32_t kLabel = 20;

void generate(const Seed&, const Period& period, DomainList& out) {
  auto state = static_cast<std::uint32_t>(unix_time(period.begin));  // wraps in 2106, as in the bot
  for (std::uint32_t name = 0; name < kCount; ++name) {
    for (std::uint32_t k = 0; k < kLabel; ++k) {
      const std::uint32_t letter = 'a' + state % 25;
      out.put(static_cast<char>(letter));
      state = std::rotl(state + letter, 8);
    }
    out.put(".com");
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "zloader_v2", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = {}}, generate};

}  // namespace

const Family& zloader_v2() noexcept { return kFamily; }
}  // namespace dgacast
