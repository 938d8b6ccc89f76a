// SPDX-License-Identifier: Apache-2.0
// Pi-hole from FTL 5.22 on reads the rule of the Adblock Plus family; a plain list would cover no children.
#include "blocklists/formats/affix.h"

namespace dgacast {

const Format& pihole() noexcept {
  static constexpr AffixFormat kFormat{{.id = "pihole",
                                        .extension = ".pihole.txt",
                                        .summary = "Pi-hole from FTL 5.22 on: ||NAME^",
                                        .readers = "Pi-hole",
                                        .children = Children::yes,
                                        .blocks = true},
                                       {.before = "||", .after = "^\n"}};
  return kFormat;
}

}  // namespace dgacast
