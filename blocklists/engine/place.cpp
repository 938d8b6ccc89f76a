// SPDX-License-Identifier: Apache-2.0
#include "blocklists/engine/place.h"

#include <algorithm>
#include <utility>

namespace dgacast {

std::uint32_t later(const Plan& plan, std::uint32_t a, std::uint32_t b) {
  const UtcSeconds until_a = plan.list(a).valid_until, until_b = plan.list(b).valid_until;
  return until_a != until_b ? (until_a > until_b ? a : b) : std::max(a, b);
}

bool joins(const Plan& plan, const Place& place, const Place& next) {
  if (next.first <= place.last) return true;
  const PlannedSeed& seed = plan.seed_of(place.last);
  return &seed == &plan.seed_of(next.first) && plan.list(next.first).period.begin <= plan.list(place.last).valid_until;
}

void unite(const Plan& plan, std::vector<Place>& places) {
  if (places.size() < 2) return;
  std::ranges::sort(places, {}, [](const Place& place) { return std::pair{place.first, place.index}; });
  std::size_t row = 0;
  for (std::size_t i = 1; i < places.size(); ++i) {
    if (joins(plan, places[row], places[i])) {
      places[row].last = later(plan, places[row].last, places[i].last);
    } else {
      places[++row] = places[i];
    }
  }
  places.resize(row + 1);
}

}  // namespace dgacast
