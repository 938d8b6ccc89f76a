// SPDX-License-Identifier: Apache-2.0
// Unbound local zones. One that Unbound already has (a duplicate) is only a warning; names here are unique all the
// same.
#include "blocklists/formats/affix.h"

namespace dgacast {

const Format& unbound() noexcept {
  static constexpr AffixFormat kFormat{
      {.id = "unbound",
       .extension = ".unbound.conf",
       .summary = "Unbound: local-zone always_nxdomain",
       .readers = "Unbound",
       .checked = "unbound-checkconf, a running Unbound",
       .use = "include: \"FILE\"",
       .children = Children::yes,
       .blocks = true},
      {.head = "server:\n", .before = "local-zone: \"", .after = ".\" always_nxdomain\n"}};
  return kFormat;
}

}  // namespace dgacast
