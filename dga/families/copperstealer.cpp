// SPDX-License-Identifier: Apache-2.0
// CopperStealer: one name a day from the middle of an MD5 digest. Facts, seeds and sources:
// dga/catalogue/copperstealer.json
#include <fmt/format.h>
#include <array>

#include "dga/core/simple_family.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::string, .max = 4096},
                                         {.name = "tld", .type = ParameterType::string, .min = 1, .max = 64}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  std::array<char, 32> digits;
  hex_digits(md5(fmt::format("{}{:04}{:02}{:02}", seed.text("seed"), date.year, date.month, date.day)), digits.data());
  out.put({digits.data() + 8, 16});
  out.put('.');
  out.put(seed.text("tld"));
  out.end();
}

constexpr SimpleFamily kFamily{
    {.id = "copperstealer", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters},
    generate};

}  // namespace

const Family& copperstealer() noexcept { return kFamily; }
}  // namespace dgacast
