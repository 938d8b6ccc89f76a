// SPDX-License-Identifier: Apache-2.0
// The names of Orchard v3: both halves of its DGA cut the MD5 of a text into labels.
#pragma once
#include <array>
#include <string_view>

#include "dga/core/domain_list.h"
#include "dga/random/digest.h"

namespace dgacast {

/// Appends the 16 names of `text`: four labels, each under four suffixes.
inline void put_orchard_names(std::string_view text, DomainList& out) {
  constexpr std::array<std::string_view, 4> kSuffixes{".com", ".net", ".org", ".duckdns.org"};
  constexpr std::size_t kLabel = 8;
  std::array<char, 32> hex;
  hex_digits(md5(text), hex.data());
  for (std::size_t at = 0; at < hex.size(); at += kLabel) {
    for (const std::string_view suffix : kSuffixes) {
      out.put({hex.data() + at, kLabel});
      out.put(suffix);
      out.end();
    }
  }
}

}  // namespace dgacast
