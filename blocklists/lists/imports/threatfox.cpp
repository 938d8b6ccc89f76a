// SPDX-License-Identifier: Apache-2.0
// ThreatFox's CSV export: comments, the header as one of them, all values in quotes, a blank behind each comma. Values
// that are not domains are counted. A list of ours says the family in its tags.
#include <algorithm>
#include <array>

#include "blocklists/lists/imports/import_form.h"
#include "dga/core/ascii.h"

namespace dgacast {
namespace {

constexpr std::string_view kHeader = "\"first_seen_utc\"";
enum Column : std::size_t { kFirstSeen, kValue, kType, kMalware, kPrintable, kLastSeen, kTags, kColumns };
constexpr std::array<std::string_view, kColumns> kNames{"first_seen_utc",    "ioc_value",     "ioc_type", "fk_malware",
                                                        "malware_printable", "last_seen_utc", "tags"};

/// The comment that names the columns.
std::string_view header_of(const ImportText& text) {
  const auto at = text.text().find(kHeader);
  if (at == std::string_view::npos) return {};
  const auto begin = text.text().rfind('\n', at) + 1;
  const std::string_view line = text.text().substr(begin, text.text().find('\n', at) - begin);
  return line.starts_with('#') ? trimmed(line.substr(1)) : std::string_view{};
}

void read(const ImportText& text, ImportRows& rows) {
  std::vector<std::string> fields, header;
  split_fields(header_of(text), ',', header);
  std::array<std::size_t, kColumns> at;
  for (std::size_t i = 0; i < kColumns; ++i)
    at[i] = static_cast<std::size_t>(std::ranges::find(header, kNames[i]) - header.begin());
  text.each_line([&](std::string_view line, std::size_t number) {
    if (!split_fields(line, ',', fields)) text.fail(number, "a quote is not closed", "close it on the same line");
    if (fields.size() != header.size()) {
      text.fail(number,
                "has " + std::to_string(fields.size()) + " columns, the header " + std::to_string(header.size()),
                "give each row all columns");
    }
    const auto field = [&](Column column) {
      const std::string_view value =
          at[column] < fields.size() ? std::string_view{fields[at[column]]} : std::string_view{};
      return value == "None" ? std::string_view{} : value;
    };
    if (field(kType) != "domain") return rows.leave_out(field(kValue), number);
    constexpr std::string_view kOurs = "dga,";
    const bool ours = field(kTags).starts_with(kOurs);
    ImportRow row;
    row.line = number;
    row.domain = field(kValue);
    row.family = ours ? field(kTags).substr(kOurs.size()) : field(kMalware);
    if (row.family.empty()) row.family = field(kPrintable);
    if (!field(kFirstSeen).empty()) row.from = text.instant(field(kFirstSeen), number);
    if (!field(kLastSeen).empty()) {
      row.until = text.instant(field(kLastSeen), number) + std::chrono::seconds{1};
    } else if (ours) {
      row.until = kUnbounded.end;
    }
    rows.take(row);
  });
}

}  // namespace

ImportForm import_threatfox() noexcept {
  return {.id = "threatfox",
          .title = "ThreatFox's CSV export",
          .fits = [](const ImportText& text) { return !text.is_json() && !header_of(text).empty(); },
          .read = read};
}

}  // namespace dgacast
