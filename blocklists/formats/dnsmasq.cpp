// SPDX-License-Identifier: Apache-2.0
// dnsmasq: a domain that is local and of which nothing is known, so NXDOMAIN. `local` is the form that costs least to
// load: there is no address to parse.
#include "blocklists/formats/affix.h"

namespace dgacast {

const Format& dnsmasq() noexcept {
  static constexpr AffixFormat kFormat{{.id = "dnsmasq",
                                        .extension = ".dnsmasq.conf",
                                        .summary = "dnsmasq: local=/NAME/",
                                        .readers = "dnsmasq",
                                        .checked = "dnsmasq --test, a running dnsmasq",
                                        .use = "conf-file=FILE",
                                        .children = Children::yes,
                                        .blocks = true},
                                       {.before = "local=/", .after = "/\n"}};
  return kFormat;
}

}  // namespace dgacast
