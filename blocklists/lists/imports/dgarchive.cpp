// SPDX-License-Identifier: Apache-2.0
// DGArchive's answer: {"FAMILY_dga_SEED": ["name", ...]}, the seed not always there; and plain lists of names in JSON.
#include "blocklists/lists/imports/import_form.h"
#include "dga/core/issue.h"
#include "dga/core/json_text.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

using Json = nlohmann::json;

/// True for a list that begins as one of names does.
bool is_list(const Json& value) { return value.is_array() && (value.empty() || element(value, 0).is_string()); }

bool fits(const ImportText& text) { return text.is_json(); }

void take_list(const JsonText& document, const std::vector<std::string>& path, const Json& list, const ImportRow& like,
               ImportRows& rows) {
  std::vector<std::string> at = path;
  at.emplace_back();
  for (std::size_t i = 0; i < list.size(); ++i) {
    at.back() = std::to_string(i);
    ImportRow row = like;
    row.line = document.line(at);
    if (!list[i].is_string()) throw InputError{{document.where(at), "is not a name", "give a string"}};
    row.domain = text_of(list[i]);
    rows.take(row);
  }
}

[[noreturn]] void refuse(const std::string& where, const std::string& what) {
  throw InputError{
      {where, what,
       "give DGArchive's answer, a list of names, a STIX bundle, MISP events (not the manifest of a feed), a "
       "MISP warning list, or ThreatFox's export"}};
}

void read(const ImportText& text, ImportRows& rows) {
  const JsonText document = JsonText::parse(text.text(), text.name(), kJsonListLimits);
  const Json& root = document.value();
  if (root.is_array()) {
    if (!is_list(root)) refuse(document.where({}), "is a list of something other than names");
    return take_list(document, {}, root, {}, rows);
  }
  for (const auto& [key, list] : root.items()) {
    if (!is_list(list)) refuse(document.where({key}), quote(key) + " is not a list of names");
    // DGArchive promises the malware before `_dga`; other makers' keys say it as far as the first '_'.
    constexpr std::string_view kMark = "_dga";
    const auto mark = key.find(kMark);
    ImportRow row;
    row.family = std::string_view{key}.substr(0, mark);
    if (mark != std::string::npos && key.size() > mark + kMark.size() + 1)
      row.seed = std::string_view{key}.substr(mark + kMark.size() + 1);
    // Ours say the family's id before the seed where DGArchive has another word for it.
    if (const auto colon = row.seed.find(':'); colon != std::string_view::npos) {
      row.family = row.seed.substr(0, colon);
      row.seed.remove_prefix(colon + 1);
    }
    take_list(document, {key}, list, row, rows);
  }
}

}  // namespace

ImportForm import_dgarchive() noexcept {
  return {.id = "dgarchive", .title = "DGArchive's JSON, or a JSON list of names", .fits = fits, .read = read};
}

}  // namespace dgacast
