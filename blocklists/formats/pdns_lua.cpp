// SPDX-License-Identifier: Apache-2.0
// A script of PowerDNS Recursor. The names are one long string: a table of them is more than the 65,536 constants that
// LuaJIT allows a function.
#include "blocklists/formats/affix.h"

namespace dgacast {

const Format& pdns_lua() noexcept {
  static constexpr AffixFormat kFormat{{.id = "pdns-lua",
                                        .extension = ".pdns.lua",
                                        .summary = "PowerDNS Recursor: a script that denies the names",
                                        .readers = "PowerDNS Recursor",
                                        .checked = "a running pdns_recursor",
                                        .use = "lua-dns-script=FILE\nA recursor has one script: merge it with yours "
                                               "when you have one, or take the format rpz.",
                                        .children = Children::yes,
                                        .blocks = true},
                                       {.head = "-- PowerDNS Recursor: lua-dns-script=FILE\n"
                                                "local listed = newDS()\n"
                                                "for name in ([[\n",
                                        .before = "",
                                        .after = "\n",
                                        .tail = "]]):gmatch(\"%S+\") do listed:add(name) end\n"
                                                "function preresolve(dq)\n"
                                                "  if not listed:check(dq.qname) then return false end\n"
                                                "  dq.rcode = pdns.NXDOMAIN\n"
                                                "  return true\n"
                                                "end\n"}};
  return kFormat;
}

}  // namespace dgacast
