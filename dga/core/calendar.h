// SPDX-License-Identifier: Apache-2.0
// Dates as malware computes with them: proleptic Gregorian, UTC, no leap seconds. Nothing here reads a clock or a
// locale.
#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace [[gnu::visibility("default")]] dgacast {

using UtcSeconds = std::chrono::sys_seconds;  ///< seconds since 1970-01-01T00:00:00Z
using UtcDay = std::chrono::sys_days;         ///< days since 1970-01-01

/// The years for which lists are made; dates outside are refused at the border of the program.
inline constexpr std::int32_t kFirstYear = 1970;
inline constexpr std::int32_t kLastYear = 2199;

/// A calendar date with the numbers that DGAs take from it.
struct CivilDate {
  std::uint32_t year;         ///< 1970..2199 inside the range above
  std::uint32_t month;        ///< 1..12
  std::uint32_t day;          ///< 1..31
  std::uint32_t day_of_year;  ///< 0 on 1 January .. 365
  std::uint32_t weekday;      ///< 0 on Sunday .. 6 on Saturday
};

/// January to December as in an HTTP date (RFC 9110, section 5.6.7), whatever the locale.
inline constexpr std::array<std::string_view, 12> kMonthNames{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// A week by ISO 8601: weeks begin on Monday, week 1 holds the year's first Thursday.
struct IsoWeek {
  std::int32_t year;   ///< the year that the week belongs to, which differs from the calendar's near 1 January
  std::uint32_t week;  ///< 1..53
};

/// The date that holds `instant`.
CivilDate civil(UtcSeconds instant) noexcept;
/// The ISO week that holds `instant`.
IsoWeek iso_week(UtcSeconds instant) noexcept;
/// Whole days from 1970-01-01 to the day that holds `instant`; negative before.
std::int64_t days_since_1970(UtcSeconds instant) noexcept;
/// Seconds since 1970-01-01T00:00:00Z.
constexpr std::int64_t unix_time(UtcSeconds instant) noexcept { return instant.time_since_epoch().count(); }
/// 00:00:00Z of a date. Needs a real date.
constexpr UtcSeconds midnight(std::int32_t year, std::uint32_t month, std::uint32_t day) noexcept {
  return UtcDay{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)};
}
/// 00:00:00Z of the day that holds `instant`.
inline UtcSeconds midnight_before(UtcSeconds instant) noexcept {
  return std::chrono::floor<std::chrono::days>(instant);
}

/// Reads `YYYY-MM-DD`. Throws InputError with `where` that says what is wrong: form, month, day of that month, year
/// outside kFirstYear..kLastYear.
UtcDay parse_date(std::string_view text, std::string_view where);
/// Reads `YYYY-MM-DD`, or an instant `YYYY-MM-DDTHH:MM:SSZ`. Throws InputError as parse_date does.
UtcSeconds parse_instant(std::string_view text, std::string_view where);
/// True when `text` is an instant by its form, that is: longer than a date.
inline bool has_time(std::string_view text) noexcept { return text.find('T') != std::string_view::npos; }

/// Appends `YYYY-MM-DDTHH:MM:SSZ`.
void append_instant(std::string& out, UtcSeconds instant);
std::string format_instant(UtcSeconds instant);
/// `YYYY-MM-DD` of the day that holds `instant`.
std::string format_date(UtcSeconds instant);

}  // namespace dgacast
