// SPDX-License-Identifier: Apache-2.0
// Where a name stands in a plan, in twelve octets: what is kept of its provenance while names are gathered and merged.
#pragma once
#include <cstdint>
#include <vector>

#include "blocklists/engine/plan.h"

namespace dgacast {

/// A name's place in one seed's lists: an unbroken row of lists from `first` to `last`, both numbers in the plan.
struct Place {
  std::uint32_t first;
  std::uint32_t last;   ///< of the row, the list that is in use longest
  std::uint32_t index;  ///< place in the list `first`
};

/// The list of the two (of one seed) that is in use longer.
std::uint32_t later(const Plan& plan, std::uint32_t a, std::uint32_t b);
/// True when `next` goes on where `place` is: the same seed, and no gap in time between their lists.
bool joins(const Plan& plan, const Place& place, const Place& next);
/// Orders one name's places by list and index, and unites those that join.
void unite(const Plan& plan, std::vector<Place>& places);

}  // namespace dgacast
