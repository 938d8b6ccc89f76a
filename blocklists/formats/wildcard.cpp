// SPDX-License-Identifier: Apache-2.0
// The list of asterisks: all names below the listed one, and for most readers the name itself.
#include "blocklists/formats/affix.h"

namespace dgacast {

const Format& wildcard() noexcept {
  static constexpr AffixFormat kFormat{{.id = "wildcard",
                                        .extension = ".wildcard",
                                        .summary = "*. and the name; some readers then block the names below it only",
                                        .readers = "dnscrypt-proxy, AdGuard Home and other filters",
                                        .children = Children::yes,
                                        .blocks = true},
                                       {.before = "*.", .after = "\n"}};
  return kFormat;
}

}  // namespace dgacast
