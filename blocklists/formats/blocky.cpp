// SPDX-License-Identifier: Apache-2.0
// Blocky: *.NAME covers the name and all below it.
#include "blocklists/formats/affix.h"

namespace dgacast {

const Format& blocky() noexcept {
  static constexpr AffixFormat kFormat{{.id = "blocky",
                                        .extension = ".blocky.txt",
                                        .summary = "Blocky: *. and the name",
                                        .readers = "Blocky",
                                        .use = "blocking:\n  denylists:\n    dga: [FILE]",
                                        .children = Children::yes,
                                        .blocks = true},
                                       {.before = "*.", .after = "\n"}};
  return kFormat;
}

}  // namespace dgacast
