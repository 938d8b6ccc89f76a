// SPDX-License-Identifier: Apache-2.0
// A dnset of rbldnsd: a DNS list of names, for mail filters above all.
#include "blocklists/formats/affix.h"

namespace dgacast {

const Format& rbldnsd() noexcept {
  static constexpr AffixFormat kFormat{
      {.id = "rbldnsd",
       .extension = ".rbldnsd",
       .summary = "rbldnsd: a dnset that answers 127.0.0.2",
       .readers = "rbldnsd",
       .checked = "rbldnsd -n, a running rbldnsd",
       .use = "rbldnsd ZONE:dnset:FILE",
       .children = Children::yes,
       .blocks = true},
      {.head = ":127.0.0.2:a domain that malware will call\n", .before = ".", .after = "\n"}};
  return kFormat;
}

}  // namespace dgacast
