// SPDX-License-Identifier: Apache-2.0
// What Srizbi and the search for its seeds share.
#pragma once
#include <cstdint>
#include <string_view>

#include "dga/core/calendar.h"
#include "dga/core/seed.h"

namespace dgacast::srizbi_algorithm {

inline constexpr std::uint32_t kNames = 4;
inline constexpr std::int64_t kWindowDays = 3;
inline constexpr std::string_view kAlphabet = "qwertyuiopasdfg";

/// The day, with the offset, from which a window's names are made: a multiple of three.
inline std::int64_t shifted_day(const Seed& seed, UtcSeconds instant) {
  const std::int64_t day = days_since_1970(instant) + seed.i32("day_offset");
  return day - (day % kWindowDays + kWindowDays) % kWindowDays;
}

/// What a day makes of the key, by exclusive or.
constexpr std::uint32_t mask_of(std::int64_t day) noexcept {
  return static_cast<std::uint32_t>(day) ^ static_cast<std::uint32_t>(day & 0xF) * 0x11111111u;
}

}  // namespace dgacast::srizbi_algorithm
