// SPDX-License-Identifier: Apache-2.0
// The names of Qakbot, which Ares took over: CRC-32 of a date text seeds a Mersenne Twister.
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "dga/core/ascii.h"
#include "dga/core/calendar.h"
#include "dga/core/domain_list.h"
#include "dga/core/period.h"
#include "dga/random/crc32.h"

namespace dgacast {

/// Days 1 to 10, 11 to 20, and the rest of a month have a list each.
inline constexpr PeriodRule kQakbotPeriod = PeriodRule::month_days({1, 11, 21});

/// Appends the first `count` names of the window that holds `date`. `sandbox` gives the decoys that a bot under
/// analysis asks.
inline void put_qakbot_names(const CivilDate& date, std::uint32_t seed, bool sandbox, std::uint32_t count,
                             DomainList& out) {
  constexpr std::array<std::string_view, 6> kSuffixes{"com", "net", "org", "info", "biz", "org"};  // org twice
  const std::uint32_t third = std::min((date.day - 1) / 10, 2u);
  const std::string month = lower_case(kMonthNames[date.month - 1]);
  const std::string text = fmt::format("{}.{}.{}.{:08x}", third, month, date.year, seed);
  std::mt19937 twister{crc32(text) + (sandbox ? 1 : 0)};
  const auto draw = [&twister](std::uint32_t bound) {  // 0 to bound - 1
    return static_cast<std::uint32_t>(std::uint64_t{twister() & 0x0FFF'FFFF} * bound >> 28);
  };
  for (std::uint32_t index = 0; index < count; ++index) {
    const std::string_view suffix = kSuffixes[draw(6)];
    for (std::uint32_t left = draw(18) + 8; left > 0; --left) out.put(static_cast<char>('a' + draw(26)));
    out.put('.');
    out.put(suffix);
    out.end();
  }
}

}  // namespace dgacast
