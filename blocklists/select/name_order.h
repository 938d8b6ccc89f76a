// SPDX-License-Identifier: Apache-2.0
// Sorts names by their octets: eight of them at a time as numbers, by Highway's vectorised quicksort; only names that
// share all eight are looked at again, with the next eight. What is sorted are keys; the text stays where it is.
#pragma once
#include <hwy/contrib/sort/vqsort.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "dga/core/short_text.h"

namespace dgacast {

/// A name to be sorted, in a text that holds many. key: its first eight octets as a number that orders like them, zeros
/// behind the end; value: its offset in the text << 8 | its length, at most 255.
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
/// The key of the name at `offset` of `text`.
inline NameKey key_of(const char* text, std::uint64_t offset, std::size_t length) noexcept {
  return {.value = offset << 8 | length, .key = sort_octets({text + offset, length})};
}
/// Where the name begins in the text that holds it.
inline const char* begin_of(const char* text, const NameKey& key) noexcept { return text + (key.value >> 8); }
inline std::string_view name_of(const char* text, const NameKey& key) noexcept {
  return {begin_of(text, key), key.value & 0xFF};
}

/// Not thread-safe.
class NameOrder {
 public:
  /// Orders the keys as `LC_ALL=C sort` does their names. Names hold no zero octet (host names do not).
  void sort(std::span<NameKey> keys, const char* text) { sort_part(keys, text, 0); }
  /// One behind the last rank of the names that equal the one at `rank` < keys.size().
  static std::size_t end_of_equal(std::span<const NameKey> keys, const char* text, std::size_t rank) noexcept {
    std::size_t end = rank + 1;
    while (end < keys.size() && keys[end].key == keys[rank].key &&
           name_of(text, keys[end]) == name_of(text, keys[rank]))
      ++end;
    return end;
  }

 private:
  void sort_part(std::span<NameKey> part, const char* text, std::size_t offset);

  hwy::Sorter sorter_;
};

}  // namespace dgacast
