// SPDX-License-Identifier: Apache-2.0
// Symmi (MewsSpy): 64 host names under a dynamic-DNS zone a half-month. Facts and sources: dga/catalogue/symmi.json
#include <algorithm>

#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/random/lcg.h"

namespace dgacast {
namespace {

constexpr std::string_view kVowels = "aeiou";
constexpr std::string_view kConsonants = "bcdfghklmnpqrstvwx";
constexpr ParameterSpec kParameters[] = {{.name = "seed_const", .type = ParameterType::u32},
                                         {.name = "days_period", .type = ParameterType::u32, .min = 1, .max = 366},
                                         kCountParameter,
                                         {.name = "min_len", .type = ParameterType::u32, .min = 1, .max = 63},
                                         {.name = "max_len", .type = ParameterType::u32, .min = 1, .max = 63},
                                         {.name = "zone", .type = ParameterType::string, .min = 1, .max = 253}};

/// The days of one month whose number divided by days_period is the same.
Period window(const Seed& seed, UtcSeconds instant) {
  const auto today = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{today};
  const auto day = static_cast<unsigned>(date.day());
  const std::uint32_t length = seed.u32("days_period");
  const UtcDay day_zero = today - std::chrono::days{day};
  const UtcDay month_end = UtcDay{date.year() / date.month() / std::chrono::last} + std::chrono::days{1};
  return {day_zero + std::chrono::days{std::max(day / length * length, 1u)},
          std::min(day_zero + std::chrono::days{(day / length + 1) * length}, month_end)};
}

void check(const Seed& seed, std::string_view where) {
  if (seed.u32("min_len") > seed.u32("max_len")) {
    throw InputError{{std::string(where), "symmi/" + seed.id() + ": min_len is greater than max_len",
                      "give min_len <= max_len, as 8 and 15"}};
  }
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  const std::uint32_t part = date.day / seed.u32("days_period");
  MsvcRand random{10000 * (part * 100 + date.month) + date.year + seed.u32("seed_const")};
  const std::uint32_t min_len = seed.u32("min_len");
  const std::uint32_t lengths = seed.u32("max_len") - min_len + 1;
  const std::uint32_t count = seed.u32("count");
  const std::string_view zone = seed.text("zone");
  for (std::uint32_t name = 0; name < count; ++name) {
    const std::uint32_t length = min_len + random.next() % lengths;
    bool vowel = false;
    for (std::uint32_t k = 0; k < length; ++k) {
      vowel = k % 2 == 0 ? (random.next() & 0x100) == 0 : !vowel;  // drawn for each pair, of which one is a vowel
      const std::string_view letters = vowel ? kVowels : kConsonants;
      out.put(letters[random.next() % letters.size()]);
    }
    out.put('.');
    out.put(zone);
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "symmi",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::custom("half a month, by days_period", window),
                                .parameters = kParameters},
                               generate,
                               check};

}  // namespace

const Family& symmi() noexcept { return kFamily; }
}  // namespace dgacast
