// SPDX-License-Identifier: Apache-2.0
// A list of names that are somebody's, as each kind of list, packed or not, in an archive or not: what is handed over
// must be what the comparison relies on.
#include "blocklists/lists/name_list.h"

#include <algorithm>
#include <cstdlib>

#include "dga/core/issue.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dgacast;
  for (const ListKind kind : {ListKind::allowed, ListKind::registered, ListKind::created}) {
    MemoryInput input{{reinterpret_cast<const char*>(data), size}};
    std::uint64_t count = 0;
    try {
      const ListReport report = read_name_list(input, "fuzz.txt", kind, [&](const ListedNames& listed) {
        count += listed.names.size();
        if (listed.ranks.size() != listed.names.size() || listed.below.size() != listed.names.size()) std::abort();
        if (listed.created.size() != (kind == ListKind::created ? listed.names.size() : 0)) std::abort();
        for (std::size_t i = 0; i < listed.names.size(); ++i) {
          const std::string_view name = listed.names[i];
          if (name.empty() || name.size() > 253) std::abort();
          if (name.find('.') == std::string_view::npos && listed.below[i] == 0) std::abort();
          for (const char c : name) {
            const bool lower_case = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!lower_case && c != '-' && c != '_' && c != '.') std::abort();
          }
        }
      });
      if (count != report.names || count == 0) std::abort();
      if (report.shown.size() != std::min<std::uint64_t>(report.bad, ListReport::kShown)) std::abort();
      for (const std::string& note : list_notes(report, "fuzz.txt")) {
        if (!note.starts_with("fuzz.txt: ")) std::abort();
      }
    } catch (const InputError&) {
    }
  }
  return 0;
}
