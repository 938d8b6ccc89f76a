// SPDX-License-Identifier: Apache-2.0
// Sorts names by their octets: eight of them at a time as numbers, by Highway's vectorised quicksort; only names that
// share all eight are looked at again, with the next eight. What is sorted are keys; the text stays where it is. First
// come, of many keys, the bits in which they begin to differ, with the place of each: half as much to move.
#pragma once
#include <hwy/contrib/sort/vqsort.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "dga/core/short_text.h"

namespace dgacast {

/// A name to be sorted. key: its first eight octets as a number that orders like them, zeros behind the end; value: the
/// address of its text << 8 (no system hands out addresses of more than 56 bits) | its length, at most 255.
using NameKey = hwy::K64V64;

/// Octets behind the end of a text that may be read.
inline constexpr std::size_t kTextSlack = sizeof(std::uint64_t);

/// As NameKey::key, of `name` from octet `offset` <= its length on; kTextSlack octets behind it may be read.
inline std::uint64_t sort_octets(std::string_view name, std::size_t offset = 0) noexcept {
  const std::size_t count = name.size() - offset;
  if (count == 0) return 0;
  std::uint64_t octets = 0;
  std::memcpy(&octets, name.data() + offset, sizeof octets);
  if constexpr (std::endian::native == std::endian::little) octets = __builtin_bswap64(octets);
  return count >= sizeof octets ? octets : octets & ~(~std::uint64_t{0} >> 8 * count);
}
/// True for sort_octets() of a text that ends within them: those that have the same are equal.
inline bool is_whole(std::uint64_t octets) noexcept { return (octets & 0xFF) == 0; }

/// What many names are compared with: nearly always their first eight octets tell.
class NameBound {
 public:
  /// `text` must outlive it.
  explicit NameBound(std::string_view text) noexcept : text_(text) {
    std::array<char, kTextSlack> octets{};
    std::copy_n(text.begin(), std::min(text.size(), octets.size()), octets.begin());
    octets_ = sort_octets({octets.data(), octets.size()});
  }
  /// name < text; kTextSlack octets behind the name may be read.
  bool is_behind(std::string_view name) const noexcept {
    const std::uint64_t octets = sort_octets(name);
    return octets != octets_ ? octets < octets_ : !is_whole(octets) && name < text_;
  }

 private:
  std::string_view text_;
  std::uint64_t octets_;
};

/// The key of `name`, which must outlive it.
inline NameKey key_of(std::string_view name) noexcept {
  return {.value = std::uint64_t{reinterpret_cast<std::uintptr_t>(name.data())} << 8 | name.size(),
          .key = sort_octets(name)};
}
/// Where the name begins.
inline const char* begin_of(const NameKey& key) noexcept {
  return reinterpret_cast<const char*>(
      static_cast<std::uintptr_t>(key.value >> 8));  // NOLINT(performance-no-int-to-ptr)
}
inline std::string_view name_of(const NameKey& key) noexcept { return {begin_of(key), key.value & 0xFF}; }

/// Not thread-safe.
class NameOrder {
 public:
  /// Orders the keys as `LC_ALL=C sort` does their names. Names hold no zero octet (host names do not).
  void sort(std::span<NameKey> keys) { sort_part(keys, 0); }
  /// One behind the last rank of the names that equal the one at `rank` < keys.size().
  static std::size_t end_of_equal(std::span<const NameKey> keys, std::size_t rank) noexcept {
    std::size_t end = rank + 1;
    while (end < keys.size() && keys[end].key == keys[rank].key && same_text(name_of(keys[end]), name_of(keys[rank])))
      ++end;
    return end;
  }

 private:
  void sort_part(std::span<NameKey> part, std::size_t offset);
  void sort_whole_keys(std::span<NameKey> part, std::size_t offset);

  hwy::Sorter sorter_;
  std::vector<std::uint64_t> ranks_;  // of a part: the first differing bits of a key, below them its place
  std::vector<NameKey> unsorted_;     // a copy of the part
};

}  // namespace dgacast
