// SPDX-License-Identifier: Apache-2.0
// Prometei, version 3: a prefix, the date in letters and a counter, 48 names a day. Facts and sources:
// dga/catalogue/prometei.json
#include <array>

#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kLabels = 16;
constexpr std::array<std::string_view, 3> kSuffixes{"net", "org", "com"};
constexpr ParameterSpec kParameters[] = {{.name = "prefix", .type = ParameterType::string, .max = 57}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const std::string_view prefix = seed.text("prefix");
  const CivilDate date = civil(period.begin);
  const std::uint32_t year = date.year % 100;
  for (std::uint32_t label = 0; label < kLabels; ++label) {
    for (const std::string_view suffix : kSuffixes) {
      out.put(prefix);
      for (const std::uint32_t number : {date.day / 10, date.day % 10, year / 10, year % 10, date.month, label}) {
        out.put(static_cast<char>('a' + number));  // the month too from a for 0, so January is b
      }
      out.put('.');
      out.put(suffix);
      out.end();
    }
  }
}

constexpr SimpleFamily kFamily{{.id = "prometei",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::day(),
                                .parameters = kParameters,
                                .suffixes = kSuffixes},
                               generate};

}  // namespace

const Family& prometei() noexcept { return kFamily; }
}  // namespace dgacast
