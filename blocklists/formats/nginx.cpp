// SPDX-License-Identifier: Apache-2.0
// nginx: a map from the host to 0 or 1. Its tables have to be told how large they may grow.
#include "blocklists/formats/affix.h"

namespace dgacast {

const Format& nginx() noexcept {
  static constexpr AffixFormat kFormat{
      {.id = "nginx",
       .extension = ".nginx.conf",
       .summary = "nginx: a map that sets $dga to 1 for the names",
       .readers = "nginx",
       .checked = "nginx -t, a running nginx",
       .use = "http { map_hash_bucket_size 512; map_hash_max_size 4194304; include FILE; ... }\nserver { if ($dga) { "
              "return 403; } ... }",
       .children = Children::yes,
       .blocks = true},
      {.head = "# nginx, in http: map_hash_bucket_size 512; map_hash_max_size 4194304; include FILE;\n"
               "map $host $dga {\n"
               "hostnames;\n"
               "default 0;\n",
       .before = ".",
       .after = " 1;\n",
       .tail = "}\n"}};
  return kFormat;
}

}  // namespace dgacast
