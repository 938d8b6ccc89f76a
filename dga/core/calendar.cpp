// SPDX-License-Identifier: Apache-2.0
#include "dga/core/calendar.h"

#include <charconv>

#include "dga/core/ascii.h"
#include "dga/core/issue.h"
#include "dga/core/month_names.h"

namespace dgacast {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::year_month_day;

constexpr std::string_view kForm = "dates are YYYY-MM-DD (UTC)";
constexpr std::string_view kInstantForm = "write YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ (UTC)";

/// The number of exactly `text.size()` digits, or nothing.
std::optional<std::uint32_t> digits(std::string_view text) {
  std::uint32_t value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return value;
}

void append_padded(std::string& out, std::uint32_t value, std::size_t width) {
  char text[10];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  const auto length = static_cast<std::size_t>(end - text);
  if (length < width) out.append(width - length, '0');
  out.append(text, length);
}

void append_date(std::string& out, const CivilDate& date) {
  append_padded(out, date.year, 4);
  out.push_back('-');
  append_padded(out, date.month, 2);
  out.push_back('-');
  append_padded(out, date.day, 2);
}

}  // namespace

CivilDate civil(UtcSeconds instant) noexcept {
  const auto day = floor<days>(instant);
  const year_month_day date{day};
  const auto new_year = UtcDay{date.year() / std::chrono::January / 1};
  return {static_cast<std::uint32_t>(static_cast<int>(date.year())), static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()), static_cast<std::uint32_t>((day - new_year).count()),
          std::chrono::weekday{day}.c_encoding()};
}

IsoWeek iso_week(UtcSeconds instant) noexcept {
  const auto day = floor<days>(instant);
  const auto thursday = day + days{4} - days{std::chrono::weekday{day}.iso_encoding()};
  const auto year = year_month_day{thursday}.year();
  const auto new_year = UtcDay{year / std::chrono::January / 1};
  return {static_cast<int>(year), static_cast<std::uint32_t>((thursday - new_year).count() / 7 + 1)};
}

std::int64_t days_since_1970(UtcSeconds instant) noexcept { return floor<days>(instant).time_since_epoch().count(); }

UtcDay parse_date(std::string_view text, std::string_view where) {
  const auto fail = [&](std::string what, std::string_view mend) {
    throw InputError{{std::string(where), std::move(what), std::string(mend)}};
  };
  const bool form = text.size() == 10 && text[4] == '-' && text[7] == '-';
  const auto year = form ? digits(text.substr(0, 4)) : std::nullopt;
  const auto month = form ? digits(text.substr(5, 2)) : std::nullopt;
  const auto day = form ? digits(text.substr(8, 2)) : std::nullopt;
  if (!year || !month || !day) fail(quote(text) + " is not a date", kForm);
  if (*year < kFirstYear || *year > kLastYear)
    fail("the year of " + std::string(text) + " is out of range", "lists are made for the years 1970 to 2199");
  if (*month < 1 || *month > 12)
    fail("month " + std::string(text.substr(5, 2)) + " of " + std::string(text) + " does not exist", kForm);
  const year_month_day date{std::chrono::year{static_cast<int>(*year)}, std::chrono::month{*month},
                            std::chrono::day{*day}};
  if (!date.ok()) {
    const auto last = std::chrono::year_month_day_last{date.year(), std::chrono::month_day_last{date.month()}}.day();
    fail("day " + std::string(text.substr(8, 2)) + " of " + std::string(text) + " does not exist",
         std::string(kLongMonthNames[*month - 1]) + " " + std::string(text.substr(0, 4)) + " has " +
             std::to_string(static_cast<unsigned>(last)) + " days; " + std::string(kForm));
  }
  return UtcDay{date};
}

UtcSeconds parse_instant(std::string_view text, std::string_view where) {
  if (!has_time(text)) return parse_date(text, where);
  const auto fail = [&] {
    throw InputError{{std::string(where), quote(text) + " is not an instant", std::string(kInstantForm)}};
  };
  if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z') fail();
  const UtcSeconds day = parse_date(text.substr(0, 10), where);
  const auto hour = digits(text.substr(11, 2)), minute = digits(text.substr(14, 2)),
             second = digits(text.substr(17, 2));
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) fail();
  return day + std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{*second};
}

void append_instant(std::string& out, UtcSeconds instant) {
  append_date(out, civil(instant));
  const auto second = static_cast<std::uint32_t>((instant - midnight_before(instant)).count());
  out.push_back('T');
  append_padded(out, second / 3600, 2);
  out.push_back(':');
  append_padded(out, second / 60 % 60, 2);
  out.push_back(':');
  append_padded(out, second % 60, 2);
  out.push_back('Z');
}

std::string format_instant(UtcSeconds instant) {
  std::string out;
  append_instant(out, instant);
  return out;
}

std::string format_date(UtcSeconds instant) {
  std::string out;
  append_date(out, civil(instant));
  return out;
}

}  // namespace dgacast
