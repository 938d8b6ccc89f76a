// SPDX-License-Identifier: Apache-2.0
// Bambenek's DGA feed: domain, "Domain used by FAMILY DGA for DAY", YYYY-MM-DD, link. The feed knows days only.
#include "blocklists/lists/imports/import_form.h"

namespace dgacast {
namespace {

constexpr std::string_view kIntroduction = "Domain used by ";

bool is_row(const std::vector<std::string>& fields) {
  return fields.size() >= 3 && fields[1].starts_with(kIntroduction);
}

bool fits(const ImportText& text) {
  std::vector<std::string> fields;
  split_fields(text.first_data_line(), ',', fields);
  return is_row(fields);
}

void read(const ImportText& text, ImportRows& rows) {
  std::vector<std::string> fields;
  text.each_line([&](std::string_view line, std::size_t number) {
    split_fields(line, ',', fields);
    if (!is_row(fields)) {
      text.fail(number, "is not a row of this feed",
                "give domain, \"Domain used by FAMILY for DAY\", YYYY-MM-DD, link");
    }
    std::string_view family = std::string_view{fields[1]}.substr(kIntroduction.size());
    family = family.substr(0, family.rfind(" for "));
    if (family.ends_with(" DGA")) family.remove_suffix(4);
    const UtcSeconds day = midnight_before(text.instant(fields[2], number));
    rows.take({fields[0], family, {}, day, day + std::chrono::days{1}, number});
  });
}

}  // namespace

ImportForm import_bambenek() noexcept {
  return {.id = "bambenek", .title = "Bambenek's CSV", .fits = fits, .read = read};
}

}  // namespace dgacast
