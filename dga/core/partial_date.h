// SPDX-License-Identifier: Apache-2.0
// A date of which a year or a month may be all that is known: "2008", "2008-11", "2008-11-21".
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dga/core/calendar.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Parts are told from the year on; what is not told is 0. Without a year nothing is known.
struct PartialDate {
  std::uint16_t year = 0;  ///< 1970..2199, or 0
  std::uint8_t month = 0;  ///< 1..12, or 0
  std::uint8_t day = 0;    ///< 1..31, or 0

  bool known() const noexcept { return year != 0; }
  /// The beginning of the year, month or day. Needs known().
  UtcSeconds begin() const noexcept;
  bool operator==(const PartialDate&) const = default;
};

/// Reads YYYY, YYYY-MM or YYYY-MM-DD; an empty text is a date that is not known. Nothing for anything else, for a date
/// that does not exist, and for years outside kFirstYear..kLastYear.
std::optional<PartialDate> parse_partial_date(std::string_view text);
/// The text that parse_partial_date() reads.
std::string to_text(const PartialDate& date);

}  // namespace dgacast
