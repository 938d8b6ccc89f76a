// SPDX-License-Identifier: Apache-2.0
// A table with a header, separated by commas, semicolons or tabs. The columns are those of our own lists; for the name
// others' words are taken too.
#include <algorithm>
#include <array>

#include "blocklists/lists/imports/import_form.h"
#include "dga/core/ascii.h"

namespace dgacast {
namespace {

enum Column : std::size_t { kDomain, kFamily, kSeed, kFrom, kUntil, kColumns };

constexpr std::string_view kHint = "name the columns: domain,family,seed,valid_from,valid_until";

/// What a heading means; kColumns: nothing that is taken.
Column column_of(std::string_view heading) {
  constexpr std::array<std::pair<std::string_view, Column>, 11> kHeadings{{{"domain", kDomain},
                                                                           {"hostname", kDomain},
                                                                           {"fqdn", kDomain},
                                                                           {"domain_name", kDomain},
                                                                           {"indicator", kDomain},
                                                                           {"family", kFamily},
                                                                           {"malware", kFamily},
                                                                           {"seed", kSeed},
                                                                           {"valid_from", kFrom},
                                                                           {"valid_until", kUntil},
                                                                           {"valid_to", kUntil}}};
  const std::string word = lower_case(trimmed(heading));
  for (const auto& [known, column] : kHeadings) {
    if (word == known) return column;
  }
  return kColumns;
}

char separator_of(std::string_view header) {
  for (const char c : {',', '\t', ';'}) {
    if (header.find(c) != std::string_view::npos) return c;
  }
  return ',';
}

bool fits(const ImportText& text) {
  if (text.is_json()) return false;
  const std::string_view header = text.first_data_line();
  std::vector<std::string> fields;
  split_fields(header, separator_of(header), fields);
  if (fields.size() == 1) return column_of(fields[0]) == kDomain;
  return std::ranges::any_of(fields, [](const std::string& field) { return column_of(field) != kColumns; }) ||
         separator_of(header) == ',';
}

void read(const ImportText& text, ImportRows& rows) {
  std::vector<std::string> fields;
  std::array<std::size_t, kColumns> at;
  at.fill(std::string::npos);
  std::size_t width = 0;
  const char separator = separator_of(text.first_data_line());
  text.each_line([&](std::string_view line, std::size_t number) {
    if (!split_fields(line, separator, fields)) text.fail(number, "a quote is not closed", "close it on the same line");
    if (width == 0) {
      width = fields.size();
      for (std::size_t i = 0; i < width; ++i) {
        const Column column = column_of(fields[i]);
        if (column != kColumns && at[column] == std::string::npos) at[column] = i;
      }
      if (at[kDomain] == std::string::npos)
        text.fail(number, "the header has no column \"domain\"", std::string(kHint));
      return;
    }
    if (fields.size() != width) {
      text.fail(number, "has " + std::to_string(fields.size()) + " columns, the header " + std::to_string(width),
                "give each row all columns");
    }
    const auto field = [&](Column column) {
      return at[column] < width ? trimmed(fields[at[column]]) : std::string_view{};
    };
    ImportRow row{field(kDomain), field(kFamily), field(kSeed), {}, {}, number};
    if (!field(kFrom).empty()) row.from = text.instant(field(kFrom), number);
    if (!field(kUntil).empty()) row.until = text.instant(field(kUntil), number);
    rows.take(row);
  });
}

}  // namespace

ImportForm import_csv() noexcept {
  return {.id = "csv",
          .title = "CSV, TSV or semicolons with a header (domain, family, seed, valid_from, valid_until)",
          .fits = fits,
          .read = read};
}

}  // namespace dgacast
