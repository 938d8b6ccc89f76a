// SPDX-License-Identifier: Apache-2.0
// MintsLoader: one .top name a day or a week. Facts, seeds and sources: dga/catalogue/mintsloader.json
#include <algorithm>

#include "dga/core/simple_family.h"
#include "dga/random/net_random.h"

namespace dgacast {
namespace {

using std::chrono::days;

constexpr std::uint32_t kLabel = 15;
constexpr std::uint64_t kLargestSeed = 0x7FFF'FFFF;
constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
enum Form : std::uint32_t { kYmulDoy, kYmulWeek, kNmulWeek, kNmulDoy, kYmd };
constexpr ParameterSpec kParameters[] = {
    {.name = "form", .type = ParameterType::enumeration, .choices = "ymul_doy|ymul_week|nmul_week|nmul_doy|ymd"},
    {.name = "k", .type = ParameterType::u32},
    {.name = "year", .type = ParameterType::u32},
    {.name = "alphabet", .type = ParameterType::u8, .min = 1, .max = kLetters.size()}};

/// Weeks begin on Sundays and end with the year; week 1 holds 1 January.
Period window(const Seed& seed, UtcSeconds instant) {
  const auto form = seed.choice("form");
  const UtcDay day = std::chrono::floor<days>(instant);
  if (form != kYmulWeek && form != kNmulWeek) return {day, day + days{1}};
  const CivilDate date = civil(instant);
  const UtcDay new_year = day - days{date.day_of_year};
  const UtcDay next_year{(std::chrono::year_month_day{day}.year() + std::chrono::years{1}) / std::chrono::January / 1};
  const UtcDay sunday = day - days{date.weekday};
  return {std::max(sunday, new_year), std::min(sunday + days{7}, next_year)};
}

/// The seed of the script's random generator, which must fit 31 bits.
std::uint64_t random_seed(const Seed& seed, UtcSeconds instant) {
  const CivilDate date = civil(instant);
  const std::uint64_t k = seed.u32("k");
  const std::uint64_t year = seed.u32("year") != 0 ? seed.u32("year") : date.year;
  const std::uint32_t day = date.day_of_year + 1;
  const std::uint32_t weekday_of_new_year = (date.weekday + 371 - date.day_of_year) % 7;
  const std::uint32_t week = (date.day_of_year + weekday_of_new_year) / 7 + 1;
  switch (seed.choice("form")) {
    case kYmulDoy:
      return year * k + day;
    case kYmulWeek:
      return year * k + week;
    case kNmulWeek:
      return (year + week) * k;
    case kNmulDoy:
      return (year + day) * k;
    default:
      return std::uint64_t{date.year} * 10'000 + date.month * 100 + date.day + k;
  }
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const std::uint64_t start = random_seed(seed, period.begin);
  if (start > kLargestSeed) return;  // the script fails
  NetRandom random{static_cast<std::int32_t>(start)};
  const std::uint32_t letters = seed.u8("alphabet");
  for (std::uint32_t i = 0; i < kLabel; ++i) out.put(kLetters[random.next(letters)]);
  out.put(".top");
  out.end();
}

constexpr SimpleFamily kFamily{{.id = "mintsloader",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::custom("1 day, or a week from Sunday, by form", window),
                                .parameters = kParameters},
                               generate};

}  // namespace

const Family& mintsloader() noexcept { return kFamily; }
}  // namespace dgacast
