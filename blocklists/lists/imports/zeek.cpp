// SPDX-License-Identifier: Apache-2.0
// Zeek's intelligence files: columns by tabs, named by a line `#fields`.
#include "blocklists/lists/imports/import_form.h"

namespace dgacast {
namespace {

constexpr std::string_view kFields = "#fields\tindicator\tindicator_type", kDomain = "Intel::DOMAIN";

void read(const ImportText& text, ImportRows& rows) {
  std::vector<std::string> fields;
  text.each_line([&](std::string_view line, std::size_t number) {
    split_fields(line, '\t', fields);
    if (fields.size() < 2 || fields[1] != kDomain) return rows.leave_out(line, number);
    const std::string_view family = fields.size() > 3 ? std::string_view{fields[3]} : std::string_view{};
    rows.take({fields[0], family == "-" ? std::string_view{} : family, {}, {}, {}, number});
  });
}

}  // namespace

ImportForm import_zeek() noexcept {
  return {.id = "zeek",
          .title = "Zeek's intelligence file",
          .fits = [](const ImportText& text) { return text.first_line().starts_with(kFields); },
          .read = read};
}

}  // namespace dgacast
