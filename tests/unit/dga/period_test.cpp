// SPDX-License-Identifier: Apache-2.0
#include "dga/core/period.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "dga/core/seed.h"

namespace dgacast {
namespace {

using std::chrono::days;
using std::chrono::seconds;

constexpr ParameterSpec kSchema[] = {{.name = "days", .type = ParameterType::u32, .min = 1}};

Seed seed_of(std::uint32_t value) { return SeedBuilder{"probe", "one", kSchema}.set("days", value, "").build(""); }

}  // namespace

TEST_CASE("windows of a length go on before their anchor") {
  const Seed seed = seed_of(1);
  const PeriodRule rule = PeriodRule::every(days{3}, midnight(2008, 11, 13));
  CHECK(rule.containing(seed, midnight(2008, 11, 13)) == Period{midnight(2008, 11, 13), midnight(2008, 11, 16)});
  CHECK(rule.containing(seed, midnight(2008, 11, 13) - seconds{1}) ==
        Period{midnight(2008, 11, 10), midnight(2008, 11, 13)});
  CHECK(rule.containing(seed, midnight(1970, 1, 1)).contains(midnight(1970, 1, 1)));
  CHECK(rule.text(seed) == "3 days");
}

TEST_CASE("a window may be shorter than a day") {
  const PeriodRule rule = PeriodRule::every(seconds{512});
  const Period window = rule.containing(seed_of(1), parse_instant("2027-03-18T14:02:40Z", ""));
  CHECK(window.end - window.begin == seconds{512});
  CHECK(unix_time(window.begin) % 512 == 0);
  CHECK(rule.text(seed_of(1)) == "512 s");
}

TEST_CASE("the parts of a month end with the month") {
  const Seed seed = seed_of(1);
  const PeriodRule rule = PeriodRule::month_days({1, 8, 16, 31});
  CHECK(rule.containing(seed, midnight(2027, 2, 28)) == Period{midnight(2027, 2, 16), midnight(2027, 3, 1)});
  CHECK(rule.containing(seed, midnight(2028, 2, 29)) == Period{midnight(2028, 2, 16), midnight(2028, 3, 1)});
  CHECK(rule.containing(seed, midnight(2027, 1, 31)) == Period{midnight(2027, 1, 31), midnight(2027, 2, 1)});
  CHECK(PeriodRule::month().containing(seed, midnight(2027, 12, 31)) ==
        Period{midnight(2027, 12, 1), midnight(2028, 1, 1)});
}

TEST_CASE("a seed may say how many days its windows have") {
  const PeriodRule rule = PeriodRule::every_days_of("days");
  CHECK(rule.containing(seed_of(7), midnight(1970, 1, 9)) == Period{midnight(1970, 1, 8), midnight(1970, 1, 15)});
  CHECK(rule.text(seed_of(1)) == "1 day");
  CHECK(PeriodRule::iso_week().text(seed_of(1)) == "ISO week");
}

TEST_CASE("an unbounded list is always in force") {
  const Period ever = PeriodRule::unbounded().containing(seed_of(1), midnight(2199, 12, 31));
  CHECK(ever.contains(midnight(1970, 1, 1)));
  CHECK(ever.contains(midnight(2199, 12, 31)));
}

}  // namespace dgacast
