// SPDX-License-Identifier: Apache-2.0
#include "dga/core/calendar.h"

#include <doctest/doctest.h>

#include "dga/core/issue.h"

namespace dgacast {
namespace {

std::string refusal(std::string_view text) {
  try {
    parse_instant(text, "--on");
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("dates carry the numbers that DGAs take") {
  const CivilDate leap = civil(midnight(2028, 2, 29));
  CHECK(leap.year == 2028);
  CHECK(leap.month == 2);
  CHECK(leap.day == 29);
  CHECK(leap.day_of_year == 59);
  CHECK(leap.weekday == 2);  // a Tuesday
  CHECK(civil(midnight(1970, 1, 1)).weekday == 4);
  CHECK(civil(midnight(2199, 12, 31)).day_of_year == 364);
  CHECK(civil(midnight(2100, 3, 1)).day_of_year == 59);  // 2100 is no leap year
  CHECK(days_since_1970(midnight(2038, 1, 19)) == 24855);
  CHECK(unix_time(midnight(2038, 1, 19)) + 11'647 == 2'147'483'647);  // where 32 bits end
}

TEST_CASE("weeks are those of ISO 8601 around every kind of new year") {
  struct Case {
    UtcSeconds day;
    std::int32_t year;
    std::uint32_t week;
  };
  // 1 January on each day of the week, and the years of 53 weeks.
  for (const Case& known : {Case{midnight(2021, 1, 1), 2020, 53}, Case{midnight(2022, 1, 1), 2021, 52},
                            Case{midnight(2023, 1, 1), 2022, 52}, Case{midnight(2024, 1, 1), 2024, 1},
                            Case{midnight(2025, 1, 1), 2025, 1}, Case{midnight(2026, 1, 1), 2026, 1},
                            Case{midnight(2015, 1, 1), 2015, 1}, Case{midnight(2026, 12, 31), 2026, 53},
                            Case{midnight(2024, 12, 30), 2025, 1}, Case{midnight(2033, 1, 2), 2032, 53}}) {
    CAPTURE(format_date(known.day));
    CHECK(iso_week(known.day).year == known.year);
    CHECK(iso_week(known.day).week == known.week);
  }
}

TEST_CASE("dates and instants are read as they are written, and nothing else is") {
  CHECK(format_instant(parse_instant("2027-03-18T14:02:40Z", "")) == "2027-03-18T14:02:40Z");
  CHECK(format_date(parse_date("2199-12-31", "")) == "2199-12-31");
  CHECK(parse_instant("1970-01-01", "") == UtcSeconds{});
  for (const std::string_view bad : {"", "2026", "2026-1-1", "2026-13-01", "2026-02-29", "1969-12-31", "2200-01-01",
                                     "2026-11-24T", "2026-11-24T24:00:00Z", "2026-11-24T10:60:00Z",
                                     "2026-11-24T10:00:00", "2026-11-24 10:00:00Z", "+026-11-24", "2026-11-24x"}) {
    CAPTURE(bad);
    CHECK_THROWS_AS(parse_instant(bad, "--on"), InputError);
  }
  CHECK(refusal("2026-02-30").find("February 2026 has 28 days") != std::string::npos);
}

}  // namespace dgacast
