// SPDX-License-Identifier: Apache-2.0
// FTCODE, also JasperLoader: a .top name for each prefix from year, month and week. Facts, seeds and sources:
// dga/catalogue/unnamed_powershell_2020.json
#include <fmt/format.h>
#include <algorithm>
#include <string>

#include "dga/core/simple_family.h"
#include "dga/random/base64.h"

namespace dgacast {
namespace {

using std::chrono::days;

constexpr std::size_t kLongestPrefix = 16;
constexpr std::uint32_t kPadded = 1, kBoth = 2;  // of ParameterSpec::choices
constexpr ParameterSpec kParameters[] = {
    {.name = "prefixes", .type = ParameterType::word_list, .min = 1, .max = 100'000},
    {.name = "week_form", .type = ParameterType::enumeration, .choices = "plain|padded|both"}};

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

/// The base64 of a prefix with `time`, in lower case and without its '='.
void put_name(std::string_view prefix, std::string_view time, DomainList& out) {
  std::string text{prefix};
  text.append(time);
  char* const label = out.extend(base64_size(text.size()));
  base64(text, label, kBase64Lower);
  out.take_back(base64_size(text.size()) - (text.size() * 4 + 2) / 3);
  out.put(".top");
  out.end();
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  const std::uint32_t week = (date.day_of_year + 1) / 7 + 1, form = seed.choice("week_form");
  const std::string month = fmt::format("{:02}{:02}", date.year % 100, date.month);
  const std::string plain = month + std::to_string(week), padded = fmt::format("{}{:02}", month, week);
  for (const std::string_view prefix : seed.words("prefixes").words())
    put_name(prefix, form == kPadded ? padded : plain, out);
  if (form != kBoth || plain == padded) return;
  for (const std::string_view prefix : seed.words("prefixes").words()) put_name(prefix, padded, out);
}

void check(const Seed& seed, std::string_view where) {
  for (const std::string_view prefix : seed.words("prefixes").words()) {
    if (!prefix.empty() && prefix.size() <= kLongestPrefix) continue;
    throw InputError{{std::string(where),
                      "unnamed_powershell_2020: the prefix " + quote(prefix) + " is " + std::to_string(prefix.size()) +
                          " bytes long",
                      "give prefixes of 1 to " + std::to_string(kLongestPrefix)}};
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
