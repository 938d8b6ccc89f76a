// SPDX-License-Identifier: Apache-2.0
// 360 Netlab's feed: family, domain, start and end by tabs. UTC; the end is the last second.
#include "blocklists/lists/imports/import_form.h"

namespace dgacast {
namespace {

bool fits(const ImportText& text) {
  std::vector<std::string> fields;
  split_fields(text.first_data_line(), '\t', fields);
  return fields.size() == 4 && text.is_instant(fields[2]);
}

void read(const ImportText& text, ImportRows& rows) {
  std::vector<std::string> fields;
  text.each_line([&](std::string_view line, std::size_t number) {
    split_fields(line, '\t', fields);
    if (fields.size() != 4) {
      text.fail(number, "has " + std::to_string(fields.size()) + " columns, not 4",
                "give family, domain, start and end, separated by tabs");
    }
    ImportRow row{fields[1], fields[0], {}, text.instant(fields[2], number), text.instant(fields[3], number), number};
    if (*row.until != kUnbounded.end) *row.until += std::chrono::seconds{1};  // ours is half-open
    rows.take(row);
  });
}

}  // namespace

ImportForm import_netlab() noexcept {
  return {.id = "netlab", .title = "360 Netlab's TSV: family, domain, start, end", .fits = fits, .read = read};
}

}  // namespace dgacast
