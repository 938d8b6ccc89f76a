// SPDX-License-Identifier: Apache-2.0
// One name a line.
#include "blocklists/formats/affix.h"

namespace dgacast {

const Format& plain() noexcept {
  static constexpr AffixFormat kFormat{{.id = "plain",
                                        .extension = ".txt",
                                        .summary = "one name a line",
                                        .readers = "people, scripts, almost every program",
                                        .checked = "python3"},
                                       {.before = "", .after = "\n"}};
  return kFormat;
}

}  // namespace dgacast
