// SPDX-License-Identifier: Apache-2.0
// A piece of dnsdist's configuration. The names are one long string: a table of them is more than the 65,536 constants
// that LuaJIT allows a function.
#include "blocklists/formats/affix.h"

namespace dgacast {

const Format& dnsdist() noexcept {
  static constexpr AffixFormat kFormat{
      {.id = "dnsdist",
       .extension = ".dnsdist.lua",
       .summary = "dnsdist: a rule that denies the names",
       .readers = "dnsdist",
       .checked = "dnsdist --check-config, a running dnsdist",
       .use = "dofile(\"FILE\")",
       .children = Children::yes,
       .blocks = true},
      {.head = "-- dnsdist: dofile(\"FILE\")\n"
               "local listed = newSuffixMatchNode()\n"
               "for name in ([[\n",
       .before = "",
       .after = "\n",
       .tail = "]]):gmatch(\"%S+\") do listed:add(newDNSName(name)) end\n"
               "addAction(SuffixMatchNodeRule(listed), RCodeAction(DNSRCode.NXDOMAIN))\n"}};
  return kFormat;
}

}  // namespace dgacast
