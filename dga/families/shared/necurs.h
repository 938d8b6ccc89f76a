// SPDX-License-Identifier: Apache-2.0
// What Necurs and the search for its seeds share.
#pragma once
#include <cstddef>
#include <cstdint>

#include "dga/core/calendar.h"
#include "dga/random/necurs_lanes.h"

namespace dgacast::necurs_algorithm {

inline constexpr std::size_t kCount = 2048;

/// What a list's first day makes of the generator.
constexpr std::uint64_t slot_of(const CivilDate& date) noexcept {
  return necurs_mix(necurs_mix(necurs_mix(date.year) + date.month + 0xAAAA) + (date.day >> 2));
}

}  // namespace dgacast::necurs_algorithm
