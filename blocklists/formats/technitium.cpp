// SPDX-License-Identifier: Apache-2.0
// Technitium DNS Server: a list of domains, each of which covers what is below it.
#include "blocklists/formats/affix.h"

namespace dgacast {

const Format& technitium() noexcept {
  static constexpr AffixFormat kFormat{
      {.id = "technitium",
       .extension = ".technitium.txt",
       .summary = "Technitium DNS Server: one name a line, with all below it",
       .readers = "Technitium DNS Server",
       .children = Children::yes,
       .blocks = true},
      {.head = "# domains that malware will call (dgacast)\n", .before = "", .after = "\n"}};
  return kFormat;
}

}  // namespace dgacast
