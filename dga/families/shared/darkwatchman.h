// SPDX-License-Identifier: Apache-2.0
// The text that DarkWatchman hashes, which its family and its search share.
#pragma once
#include <array>
#include <string>
#include <string_view>

#include "dga/core/calendar.h"

namespace dgacast::darkwatchman_algorithm {

inline constexpr std::array<std::string_view, 7> kWeekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

/// "Thu,23Jun2022": a date as JScript writes it, without blanks, time and zero before the day.
inline std::string date_text(const CivilDate& date) {
  std::string text{kWeekdays[date.weekday]};
  text += ',';
  text += std::to_string(date.day);
  text += kMonthNames[date.month - 1];
  text += std::to_string(date.year);
  return text;
}

}  // namespace dgacast::darkwatchman_algorithm
