// SPDX-License-Identifier: Apache-2.0
// The months in English, in full. Cut to three letters: kMonthNames in dga/core/calendar.h.
#pragma once
#include <array>
#include <string_view>

namespace dgacast {

inline constexpr std::array<std::string_view, 12> kLongMonthNames{"January",   "February", "March",    "April",
                                                                  "May",       "June",     "July",     "August",
                                                                  "September", "October",  "November", "December"};

}  // namespace dgacast
