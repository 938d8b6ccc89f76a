// SPDX-License-Identifier: Apache-2.0
#include "blocklists/select/name_order.h"

#include <algorithm>

namespace dgacast {
namespace {

constexpr std::size_t kOctets = sizeof(std::uint64_t);
constexpr std::size_t kFew = 24;  // names that a comparison sorts faster

}  // namespace

void NameOrder::sort(const DomainList& names) {
  keys_.resize(names.size());
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    keys_[i].value = i;
    keys_[i].key = names.prefix(i);
  }
  sort_part(names, keys_, 0);
}

/// Sorts names whose keys are their octets from `offset` on, and which share all before; the keys stay with the names.
void NameOrder::sort_part(const DomainList& names, std::span<hwy::K64V64> part, std::size_t offset) {
  if (part.size() <= kFew) {
    std::ranges::sort(part, [&](const hwy::K64V64& a, const hwy::K64V64& b) {
      return a.key != b.key ? a.key < b.key : names[a.value].substr(offset) < names[b.value].substr(offset);
    });
    return;
  }
  sorter_(part.data(), part.size(), hwy::SortAscending{});
  for (std::size_t begin = 0, end; begin < part.size(); begin = end) {
    const std::uint64_t octets = part[begin].key;
    end = begin + 1;
    while (end < part.size() && part[end].key == octets) ++end;
    const bool ended = (octets & 0xFF) == 0;  // within these octets: the names are equal
    if (end - begin == 1 || ended) continue;
    const std::span<hwy::K64V64> tie = part.subspan(begin, end - begin);
    for (hwy::K64V64& key : tie) key.key = names.prefix(key.value, offset + kOctets);
    sort_part(names, tie, offset + kOctets);
    for (hwy::K64V64& key : tie) key.key = octets;
  }
}

std::size_t NameOrder::end_of_equal(const DomainList& names, std::size_t rank) const noexcept {
  const std::uint64_t octets = keys_[rank].key;
  std::size_t end = rank + 1;
  while (end < keys_.size() && keys_[end].key == octets && names[keys_[end].value] == names[keys_[rank].value]) ++end;
  return end;
}

}  // namespace dgacast
