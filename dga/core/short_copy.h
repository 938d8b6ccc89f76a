// SPDX-License-Identifier: Apache-2.0
// Copies of a few octets, of a number that no processor foresees: words of a fixed size that overlap need no branch.
#pragma once
#include <cstddef>
#include <cstring>
#include <string_view>

namespace dgacast {

/// Copies `text`, of kWord to 3 * kWord octets, to `out`.
template <std::size_t kWord>
inline void short_copy(std::string_view text, char* out) noexcept {
  const std::size_t last = text.size() - kWord, middle = last / 2;
  std::memcpy(out, text.data(), kWord);
  std::memcpy(out + middle, text.data() + middle, kWord);
  std::memcpy(out + last, text.data() + last, kWord);
}

}  // namespace dgacast
