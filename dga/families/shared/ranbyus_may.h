// SPDX-License-Identifier: Apache-2.0
// What Ranbyus of May 2015 and the search for its seeds share.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "dga/core/calendar.h"

namespace dgacast::ranbyus_may_algorithm {

inline constexpr std::uint32_t kCount = 40;
inline constexpr std::uint32_t kLookBack = 30;  // days
// The bot's ninth, org, is never reached.
inline constexpr std::array<std::string_view, 8> kSuffixes{"in", "me", "cc", "su", "tw", "net", "com", "pw"};

/// The suffix of name `index`: its place in kSuffixes.
constexpr std::uint32_t suffix_of(const CivilDate& date, std::uint32_t index) noexcept {
  return (date.day + index) % kSuffixes.size();
}

}  // namespace dgacast::ranbyus_may_algorithm
