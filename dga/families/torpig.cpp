// SPDX-License-Identifier: Apache-2.0
// Torpig: three names a day. Facts and sources: dga/catalogue/torpig.json
#include <algorithm>
#include <array>

#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kFirstYearOfBot = 2007;  // earlier clocks count as this year
constexpr std::array<std::string_view, 12> kEndings{"anj", "ebf", "arm", "pra", "aym", "unj",
                                                    "ulj", "uag", "esp", "kot", "onv", "edc"};
constexpr std::array<std::string_view, 3> kSuffixes{"com", "net", "biz"};
constexpr ParameterSpec kParameters[] = {{.name = "p", .type = ParameterType::u32, .max = 1'000'000}};

/// The bot tests 2 * day against the codes of '0' and '9', so that five days of a month get a digit.
constexpr char fourth(std::uint32_t day) {
  return static_cast<char>(day >= 24 && day <= 28 ? '1' + day % 10 : 'a' + 2 * day % 25);
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  const std::uint32_t year = std::max(date.year, kFirstYearOfBot);
  const std::uint32_t sum = ((date.month ^ date.day) + date.day) * seed.u32("p") + date.day + year;
  const std::array<char, 6> head{
      static_cast<char>('a' + ((year >> 2 & 0x3FC0) + sum) % 25), 'h', static_cast<char>('a' + (date.month + sum) % 10),
      static_cast<char>('a' + ((year & 0xFF) + sum) % 25),        'x', fourth(date.day)};
  for (const std::string_view suffix : kSuffixes) {
    out.put({head.data(), head.size()});
    out.put(kEndings[date.month - 1]);
    out.put('.');
    out.put(suffix);
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "torpig",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::day(),
                                .parameters = kParameters,
                                .suffixes = kSuffixes},
                               generate};

}  // namespace

const Family& torpig() noexcept { return kFamily; }
}  // namespace dgacast
