// SPDX-License-Identifier: Apache-2.0
#include "blocklists/engine/name_order.h"

#include <algorithm>
#include <bit>

namespace dgacast {
namespace {

constexpr std::size_t kOctets = sizeof(std::uint64_t);
constexpr std::size_t kFew = 24;  // names that a comparison sorts faster

}  // namespace

/// Sorts names whose keys are their octets from `offset` on, and which share all before; the keys stay with the names.
void NameOrder::sort_part(std::span<NameKey> part, std::size_t offset) {
  std::uint64_t differing = 0;
  for (const NameKey& key : part) differing |= key.key ^ part.front().key;
  if (part.size() <= kFew || differing == 0) return sort_whole_keys(part, offset);
  const int shared = std::countl_zero(differing);
  const std::uint64_t places = std::bit_ceil(part.size()) - 1;
  unsorted_.assign(part.begin(), part.end());
  ranks_.resize(part.size());
  for (std::size_t i = 0; i < part.size(); ++i) ranks_[i] = (part[i].key << shared & ~places) | i;
  sorter_(ranks_.data(), ranks_.size(), hwy::SortAscending{});
  for (std::size_t i = 0; i < part.size(); ++i) part[i] = unsorted_[ranks_[i] & places];
  for (std::size_t begin = 0, end; begin < part.size(); begin = end) {
    for (end = begin + 1; end < part.size() && (ranks_[end] ^ ranks_[begin]) <= places;) ++end;
    if (end - begin > 1) sort_whole_keys(part.subspan(begin, end - begin), offset);
  }
}

/// The same by whole keys, and by the octets behind them where they are equal: for names that ranks_ do not tell apart,
/// and those that are few.
void NameOrder::sort_whole_keys(std::span<NameKey> part, std::size_t offset) {
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
    sort_whole_keys(tie, offset + kOctets);
    for (NameKey& key : tie) key.key = octets;
  }
}

}  // namespace dgacast
