// SPDX-License-Identifier: Apache-2.0
// What Tinba and the search for its seeds share.
#pragma once
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "dga/random/tinba_lanes.h"

namespace dgacast::tinba_algorithm {

inline constexpr std::uint32_t kLabels = 64;  // that chains make at a time: close by when they are read

/// The text from which the chain of a first domain starts: what is over is cut off, what is missing is 0.
inline TinbaText first_text(std::string_view domain) noexcept {
  TinbaText text{};
  std::copy_n(domain.begin(), std::min(domain.size(), text.size()), text.begin());
  return text;
}

}  // namespace dgacast::tinba_algorithm
