// SPDX-License-Identifier: Apache-2.0
// Dates on which names were created, as registries, WHOIS servers and data bases write them.
#pragma once
#include <cstdint>
#include <string_view>

#include "dga/core/calendar.h"

namespace dgacast {

/// What a date of creation says.
enum class CreatedDate : std::uint8_t {
  known,    ///< a day
  by,       ///< not exact: created on that day at the latest ("before Aug-1996", "1996-00-00", "2001-05")
  unknown,  ///< nothing: empty, "N/A", "0000-00-00", a day before there were domain names (1985)
  bad       ///< not understood, or not a date of the calendar
};

/// Reads a date of creation; `day` is set for `known` and `by`. Understood are, each with a time behind it that is not
/// looked at: YYYY-MM-DD, YYYY/MM/DD, YYYY.MM.DD, YYYYMMDD, DD.MM.YYYY, DD-Mon-YYYY, DD Month YYYY, Month DD, YYYY (a
/// day of the week before it is passed over), seconds or milliseconds since 1970 (9 or 10, 13 digits); a year alone, or
/// with a month: its last day; "before", "prior to", "older than" in front: the day before it. Years of two digits are
/// taken where the form tells which number is the year: from 85 on they are of the 20th century. DD/MM/YYYY and
/// MM/DD/YYYY cannot be told apart and are bad, unless one number is greater than 12. Any number of threads.
CreatedDate parse_created(std::string_view text, UtcDay& day) noexcept;

}  // namespace dgacast
