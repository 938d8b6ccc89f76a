// SPDX-License-Identifier: Apache-2.0
// CoreDNS: one template a name. It looks through them one after the other: long lists go better in the format hosts.
#include "blocklists/formats/affix.h"

namespace dgacast {

const Format& coredns() noexcept {
  static constexpr AffixFormat kFormat{{.id = "coredns",
                                        .extension = ".coredns",
                                        .summary = "CoreDNS: a template with rcode NXDOMAIN for each name",
                                        .readers = "CoreDNS",
                                        .use = "import FILE\nWithin a server block. CoreDNS looks through templates "
                                               "one by one: beyond some thousand names take hosts.",
                                        .children = Children::yes,
                                        .blocks = true},
                                       {.before = "template IN ANY ", .after = " {\n  rcode NXDOMAIN\n}\n"}};
  return kFormat;
}

}  // namespace dgacast
