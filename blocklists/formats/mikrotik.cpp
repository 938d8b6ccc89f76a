// SPDX-License-Identifier: Apache-2.0
// A script of MikroTik RouterOS 7.
#include "blocklists/formats/affix.h"

namespace dgacast {

const Format& mikrotik() noexcept {
  static constexpr AffixFormat kFormat{
      {.id = "mikrotik",
       .extension = ".rsc",
       .summary = "MikroTik RouterOS: static NXDOMAIN entries",
       .readers = "MikroTik RouterOS",
       .use = "/import file-name=FILE",
       .children = Children::yes,
       .blocks = true},
      {.before = "/ip dns static add name=", .after = " type=NXDOMAIN match-subdomain=yes\n"}};
  return kFormat;
}

}  // namespace dgacast
