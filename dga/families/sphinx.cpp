// SPDX-License-Identifier: Apache-2.0
// Zeus Sphinx: 128 names a day from the digits of the date. Facts and sources: dga/catalogue/sphinx.json
#include <bit>

#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kCount = 128;
constexpr std::uint32_t kLabel = 16;

constexpr std::uint32_t append_digits(std::uint32_t number, std::uint32_t below_100) noexcept {
  return number * (below_100 < 10 ? 10 : 100) + below_100;
}

void generate(const Seed&, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  std::uint32_t state = append_digits(append_digits(date.year, date.month), date.day);
  for (std::uint32_t name = 0; name < kCount; ++name) {
    for (std::uint32_t k = 0; k < kLabel; ++k) {
      state = std::rotl(state, 8) + 0x2AB3FEA3 + name + k;
      const std::uint32_t magnitude = (state >> 31) != 0 ? 0 - state : state;  // of the state as a signed number
      out.put(static_cast<char>('a' + magnitude % 25));
    }
    out.put(".com");
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "sphinx", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = {}}, generate};

}  // namespace

const Family& sphinx() noexcept { return kFamily; }
}  // namespace dgacast
