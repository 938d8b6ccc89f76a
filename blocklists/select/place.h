// SPDX-License-Identifier: Apache-2.0
// Where a name stands in a plan, in twelve octets: what is kept of its provenance while names are gathered and merged.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "blocklists/select/plan.h"
#include "dga/core/domain_list.h"

namespace dgacast {

/// A name's place in one seed's lists: an unbroken row of lists from `first` to `last`, both numbers in the plan.
struct Place {
  std::uint32_t first;
  std::uint32_t last;   ///< of the row, the list that is in use longest
  std::uint32_t index;  ///< place in the list `first`
};

/// Names, each with its places; without provenance `places` and `ends` are empty.
struct PlacedNames {
  DomainList names;
  std::vector<Place> places;        ///< by name
  std::vector<std::uint32_t> ends;  ///< where each name's places end

  std::span<const Place> places_of(std::size_t position) const noexcept {
    if (ends.empty()) return {};
    const std::size_t begin = position == 0 ? 0 : ends[position - 1];
    return {places.data() + begin, ends[position] - begin};
  }
  /// Appends a name; `its_places` is empty for all names or for none.
  void add(std::string_view name, std::span<const Place> its_places) {
    names.add(name);
    if (its_places.empty()) return;
    places.insert(places.end(), its_places.begin(), its_places.end());
    ends.push_back(static_cast<std::uint32_t>(places.size()));
  }
  /// Forgets all names, keeps the memory.
  void clear() noexcept {
    names.clear();
    places.clear();
    ends.clear();
  }
};

/// The list of the two (of one seed) that is in use longer.
std::uint32_t later(const Plan& plan, std::uint32_t a, std::uint32_t b);
/// True when `next` goes on where `place` is: the same seed, and no gap in time between their lists.
bool joins(const Plan& plan, const Place& place, const Place& next);
/// Orders one name's places by list and index, and unites those that join.
void unite(const Plan& plan, std::vector<Place>& places);

}  // namespace dgacast
