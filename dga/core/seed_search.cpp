// SPDX-License-Identifier: Apache-2.0
#include "dga/core/seed_search.h"

namespace dgacast {

std::string hex_word(std::uint32_t value) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text = "0x";
  for (int shift = 28; shift >= 0; shift -= 4) text.push_back(kDigits[value >> shift & 15]);
  return text;
}

}  // namespace dgacast
