// SPDX-License-Identifier: Apache-2.0
// The rule that filters of the Adblock Plus family share.
#include "blocklists/formats/affix.h"

namespace dgacast {

const Format& adblock() noexcept {
  static constexpr AffixFormat kFormat{
      {.id = "adblock",
       .extension = ".adblock.txt",
       .summary = "Adblock syntax: ||NAME^",
       .readers = "AdGuard Home, uBlock Origin, Technitium",
       .children = Children::yes,
       .blocks = true},
      {.head = "! Title: domains that malware will call (dgacast)\n", .before = "||", .after = "^\n"}};
  return kFormat;
}

}  // namespace dgacast
