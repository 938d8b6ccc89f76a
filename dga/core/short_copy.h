// SPDX-License-Identifier: Apache-2.0
// Copies of a few octets, how many no processor foresees: three words of a fixed size that overlap need no branch.
#pragma once
#include <cstddef>
#include <cstring>
#include <string_view>

namespace dgacast {

/// Copies `text` to `out`, at once if it has kWord to 3 * kWord octets. They do not overlap.
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

}  // namespace dgacast
