// SPDX-License-Identifier: Apache-2.0
// Sorts names by their octets: eight of them at a time as numbers, by Highway's vectorised quicksort; only names that
// share all eight are looked at again, with the next eight.
#pragma once
#include <hwy/contrib/sort/vqsort.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "dga/core/domain_list.h"

namespace dgacast {

/// Not thread-safe; keeps its memory from call to call: 16 octets a name.
class NameOrder {
 public:
  /// Orders `names` as `LC_ALL=C sort` does. Names hold no zero octet (host names do not).
  void sort(const DomainList& names);
  /// The number of names of the last sort().
  std::size_t size() const noexcept { return keys_.size(); }
  /// Where the name stands in the list that comes at `rank` < size().
  std::size_t operator[](std::size_t rank) const noexcept { return static_cast<std::size_t>(keys_[rank].value); }
  /// One behind the last rank of the names that equal the one at `rank`; the list is that of the last sort().
  std::size_t end_of_equal(const DomainList& names, std::size_t rank) const noexcept;

 private:
  void sort_part(const DomainList& names, std::span<hwy::K64V64> part, std::size_t offset);

  hwy::Sorter sorter_;
  std::vector<hwy::K64V64> keys_;  // key: octets; value: position
};

}  // namespace dgacast
