// SPDX-License-Identifier: Apache-2.0
// Copies and comparisons of names and parts of names, which are short: a call of memcpy() costs more than they do.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace [[gnu::visibility("default")]] dgacast {

/// Copies `text` to `out`, without a branch on what no processor foresees if it has kWord to 3 * kWord octets. They do
/// not overlap.
template <std::size_t kWord>
inline void short_copy(std::string_view text, char* out) noexcept {
  if (text.size() - kWord > 2 * kWord) {  // shorter or longer
    if (!text.empty()) std::memcpy(out, text.data(), text.size());
    return;
  }
  const std::size_t last = text.size() - kWord, middle = last / 2;
  std::memcpy(out, text.data(), kWord);
  std::memcpy(out + middle, text.data() + middle, kWord);
  std::memcpy(out + last, text.data() + last, kWord);
}

/// Copies `text` to `to`, and gives the place behind it. They do not overlap.
inline char* copy_text(std::string_view text, char* to) noexcept {
  const std::size_t size = text.size();
  const char* const from = text.data();
  // Two copies of a fixed size that overlap cover all sizes from it to its double.
  const auto ends = [&]<std::size_t kSize>(std::integral_constant<std::size_t, kSize>) {
    std::memcpy(to, from, kSize);
    std::memcpy(to + size - kSize, from + size - kSize, kSize);
  };
  if (size > 48) {
    std::memcpy(to, from, size);
  } else if (size >= 16) {
    std::memcpy(to + size / 2 - 8, from + size / 2 - 8, 16);
    ends(std::integral_constant<std::size_t, 16>{});
  } else if (size >= 8) {
    ends(std::integral_constant<std::size_t, 8>{});
  } else if (size >= 4) {
    ends(std::integral_constant<std::size_t, 4>{});
  } else if (size >= 2) {
    ends(std::integral_constant<std::size_t, 2>{});
  } else if (size == 1) {
    *to = *from;
  }
  return to + size;
}

/// a == b.
inline bool same_text(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  if (a.size() < kWord) return a == b;
  std::uint64_t differing = 0;
  for (std::size_t at = 0;; at = std::min(at + kWord, a.size() - kWord)) {  // the last word may overlap
    std::uint64_t x = 0, y = 0;
    std::memcpy(&x, a.data() + at, kWord);
    std::memcpy(&y, b.data() + at, kWord);
    differing |= x ^ y;
    if (at + kWord == a.size()) return differing == 0;
  }
}

}  // namespace dgacast
