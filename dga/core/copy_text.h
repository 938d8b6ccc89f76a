// SPDX-License-Identifier: Apache-2.0
// Copies of names and parts of lines, which are short: a call of memcpy() costs more than they do.
#pragma once
#include <cstddef>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace dgacast {

/// Copies `text` to `to`, and gives the place behind it. They do not overlap.
inline char* copy_text(std::string_view text, char* to) noexcept {
  const std::size_t size = text.size();
  const char* const from = text.data();
  // Two copies of a fixed size that overlap cover all sizes from it to its double.
  const auto ends = [&]<std::size_t kSize>(std::integral_constant<std::size_t, kSize>) {
    std::memcpy(to, from, kSize);
    std::memcpy(to + size - kSize, from + size - kSize, kSize);
  };
  if (size > 32) {
    std::memcpy(to, from, size);
  } else if (size >= 16) {
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

}  // namespace dgacast
