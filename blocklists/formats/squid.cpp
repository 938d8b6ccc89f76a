// SPDX-License-Identifier: Apache-2.0
// A file of Squid's dstdomain. Squid refuses the whole file when one name lies below another.
#include "blocklists/formats/affix.h"

namespace dgacast {

const Format& squid() noexcept {
  static constexpr AffixFormat kFormat{
      {.id = "squid",
       .extension = ".squid",
       .summary = "Squid: .NAME for an acl dstdomain",
       .readers = "Squid",
       .checked = "squid -k parse, a running Squid",
       .use = "acl dga dstdomain \"FILE\"\nhttp_access deny dga",
       .children = Children::yes,
       .blocks = true,
       .parents_only = true},
      {.head = "# Squid: acl dga dstdomain \"FILE\"\n# http_access deny dga\n", .before = ".", .after = "\n"}};
  return kFormat;
}

}  // namespace dgacast
