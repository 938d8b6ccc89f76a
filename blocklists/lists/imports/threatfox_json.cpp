// SPDX-License-Identifier: Apache-2.0
// ThreatFox's JSON: the export {"ID": [{"ioc_value": ...}]}, and the answer of its API {"data": [{"ioc": ...}]}.
#include "blocklists/lists/imports/import_form.h"
#include "dga/core/json_text.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

using Json = nlohmann::json;

bool fits(const ImportText& text) {
  return text.first_line().starts_with('{') && text.text().find("\"ioc_type\"") != std::string_view::npos;
}

void take(const ImportText& text, const Json& one, std::size_t line, ImportRows& rows) {
  const auto word = [&one](const char* key) -> std::string_view { return text_of(member(one, key)); };
  const auto first = [&word](const char* a, const char* b) { return word(a).empty() ? word(b) : word(a); };
  const std::string_view name = first("ioc_value", "ioc");
  if (word("ioc_type") != "domain") return rows.leave_out(name, line);
  ImportRow row{name, first("malware", "malware_printable"), {}, {}, {}, line};
  const std::string_view begin = first("first_seen_utc", "first_seen"), end = first("last_seen_utc", "last_seen");
  if (!begin.empty()) row.from = text.instant(begin, line);
  if (!end.empty()) row.until = text.instant(end, line) + std::chrono::seconds{1};
  rows.take(row);
}

void read(const ImportText& text, ImportRows& rows) {
  const JsonText document = JsonText::parse(text.text(), text.name(), kJsonListLimits);
  for (const auto& [key, list] : document.value().items()) {
    for (std::size_t i = 0; list.is_array() && i < list.size(); ++i)
      take(text, list[i], document.line({key, std::to_string(i)}), rows);
  }
}

}  // namespace

ImportForm import_threatfox_json() noexcept {
  return {.id = "threatfox-json", .title = "ThreatFox's JSON", .fits = fits, .read = read};
}

}  // namespace dgacast
