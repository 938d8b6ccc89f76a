// SPDX-License-Identifier: Apache-2.0
// A PowerShell bot of July 2020: seven .top names from prefix, year, month and week. Facts and sources:
// dga/catalogue/unnamed_powershell_2020.json
#include <algorithm>
#include <array>
#include <charconv>

#include "dga/core/simple_family.h"
#include "dga/random/base64.h"

namespace dgacast {
namespace {

using std::chrono::days;

constexpr std::size_t kPrefix = 2;
constexpr ParameterSpec kParameters[] = {
    {.name = "prefixes", .type = ParameterType::word_list, .min = 1, .max = 100'000}};

/// The days with the same week number (day of the year, from 1, over seven) and the same month.
Period window(const Seed&, UtcSeconds instant) {
  const UtcDay day = std::chrono::floor<days>(instant);
  const CivilDate date = civil(instant);
  const std::uint32_t past = std::min({(date.day_of_year + 1) % 7, date.day_of_year, date.day - 1});
  const UtcDay week_end = day + days{7 - (date.day_of_year + 1) % 7};
  const std::chrono::year_month_day calendar{day};
  const UtcDay month_end = UtcDay{calendar.year() / calendar.month() / std::chrono::last} + days{1};
  return {day - days{past}, std::min(week_end, month_end)};
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  std::array<char, kPrefix + 6> text{};
  std::uint32_t digits = date.year % 100 * 100 + date.month;
  for (std::size_t i = kPrefix + 4; i-- > kPrefix; digits /= 10) text[i] = static_cast<char>('0' + digits % 10);
  const std::uint32_t week = (date.day_of_year + 1) / 7 + 1;
  const auto end = std::to_chars(text.data() + kPrefix + 4, text.data() + text.size(), week).ptr;
  const auto size = static_cast<std::size_t>(end - text.data());

  for (const std::string_view prefix : seed.words("prefixes").words()) {
    prefix.copy(text.data(), kPrefix);
    std::array<char, base64_size(text.size())> label{};
    base64({text.data(), size}, label.data(), kBase64Lower);
    out.put({label.data(), (size * 4 + 2) / 3});  // without the '='
    out.put(".top");
    out.end();
  }
}

void check(const Seed& seed, std::string_view where) {
  for (const std::string_view prefix : seed.words("prefixes").words()) {
    if (prefix.size() == kPrefix) continue;
    throw InputError{{std::string(where),
                      "unnamed_powershell_2020: the prefix " + quote(prefix) + " is " + std::to_string(prefix.size()) +
                          " octets long",
                      "give prefixes of " + std::to_string(kPrefix)}};
  }
}

constexpr SimpleFamily kFamily{{.id = "unnamed_powershell_2020",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::custom("7 days, cut at the end of a month", window),
                                .parameters = kParameters},
                               generate,
                               check};

}  // namespace

const Family& unnamed_powershell_2020() noexcept { return kFamily; }
}  // namespace dgacast
