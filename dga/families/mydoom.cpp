// SPDX-License-Identifier: Apache-2.0
// Mydoom, a late variant: the digits of a number written as letters. Facts, seeds and sources:
// dga/catalogue/mydoom.json
#include <array>

#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/random/lcg.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kDated = 50;  // the names after these are the same every day
constexpr std::string_view kLetters = "asnhreqwpm";
constexpr std::array<std::string_view, 10> kSuffixes{"com", "biz", "us", "net", "org", "ws", "info", "in", "in", "in"};
constexpr ParameterSpec kParameters[] = {{.name = "magic", .type = ParameterType::u32}, kCountParameter};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  const std::uint32_t magic = seed.u32("magic"), count = seed.u32("count");
  NumericalRecipesLcg random{date.year + date.month + date.day + magic};
  for (std::uint32_t index = 0; index < count; ++index) {
    if (index == kDated) random.state = magic;
    std::uint32_t digits = random.next();
    const std::string_view suffix = kSuffixes[digits % 10];
    for (std::uint32_t left = 10; left > 0; --left) {  // all ten, from the last one on
      out.put(kLetters[digits % 10]);
      digits /= 10;
    }
    out.put('.');
    out.put(suffix);
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "mydoom",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::day(),
                                .parameters = kParameters,
                                .suffixes = kSuffixes},
                               generate};

}  // namespace

const Family& mydoom() noexcept { return kFamily; }
}  // namespace dgacast
