// SPDX-License-Identifier: Apache-2.0
#include "blocklists/select/name_order.h"

#include <algorithm>

namespace dgacast {
namespace {

constexpr std::size_t kOctets = sizeof(std::uint64_t);
constexpr std::size_t kFew = 24;  // names that a comparison sorts faster

}  // namespace

/// Sorts names whose keys are their octets from `offset` on, and which share all before; the keys stay with the names.
void NameOrder::sort_part(std::span<NameKey> part, std::size_t offset) {
  if (part.size() <= kFew) {
    std::ranges::sort(part, [&](const NameKey& a, const NameKey& b) {
      return a.key != b.key ? a.key < b.key : name_of(a).substr(offset) < name_of(b).substr(offset);
    });
    return;
  }
  sorter_(part.data(), part.size(), hwy::SortAscending{});
  for (std::size_t begin = 0, end; begin < part.size(); begin = end) {
    const std::uint64_t octets = part[begin].key;
    end = begin + 1;
    while (end < part.size() && part[end].key == octets) ++end;
    if (end - begin == 1 || is_whole(octets)) continue;
    const std::span<NameKey> tie = part.subspan(begin, end - begin);
    for (NameKey& key : tie) key.key = sort_octets(name_of(key), offset + kOctets);
    sort_part(tie, offset + kOctets);
    for (NameKey& key : tie) key.key = octets;
  }
}

}  // namespace dgacast
