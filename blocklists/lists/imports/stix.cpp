// SPDX-License-Identifier: Apache-2.0
// STIX 2.0 and 2.1 bundles: indicators whose pattern compares domain-name:value, with their validity; where a bundle
// has no indicator, its domain-name observables. The malware is that which an indicator is said to indicate
// (STIX 2.1, 5.1). Indicators of ours say family and seed in their description.
#include <map>

#include "blocklists/lists/imports/import_form.h"
#include "dga/core/json_text.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

using Json = nlohmann::json;

bool fits(const ImportText& text) {
  return text.is_json() && text.text().find("\"bundle\"") != std::string_view::npos &&
         text.text().find("\"objects\"") != std::string_view::npos;
}

/// The names that a pattern compares with: [domain-name:value = 'a.example' OR domain-name:value = 'b.example'].
std::vector<std::string> names_of(std::string_view pattern) {
  constexpr std::string_view kValue = "domain-name:value";
  std::vector<std::string> names;
  for (auto at = pattern.find(kValue); at != std::string_view::npos; at = pattern.find(kValue)) {
    pattern.remove_prefix(at + kValue.size());
    const auto sign = pattern.find_first_not_of(' ');
    if (sign == std::string_view::npos || pattern[sign] != '=') continue;
    const auto open = pattern.find_first_not_of(' ', sign + 1);
    if (open == std::string_view::npos || pattern[open] != '\'') continue;
    std::string name;
    std::size_t i = open + 1;
    for (; i < pattern.size() && pattern[i] != '\''; ++i) {
      if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;  // STIX 2.1, 9.3: \' and \\ in a literal
      name.push_back(pattern[i]);
    }
    names.push_back(std::move(name));
    pattern.remove_prefix(std::min(i, pattern.size()));
  }
  return names;
}

class BundleReader {
 public:
  BundleReader(const ImportText& text, const JsonText& document, ImportRows& rows)
      : text_(text), document_(document), rows_(rows) {}

  void read(const Json& bundle, const std::vector<std::string>& path) {
    const Json& objects = member(bundle, "objects");
    learn(objects);
    bool indicators = false;
    for (const Json& object : objects) indicators = indicators || text_of(member(object, "type")) == "indicator";
    for (std::size_t i = 0; i < objects.size(); ++i) {
      const Json& object = element(objects, i);
      auto at = path;
      at.insert(at.end(), {"objects", std::to_string(i)});
      const std::string& type = text_of(member(object, "type"));
      if (type == "indicator") read_indicator(object, document_.line(at));
      if (type == "domain-name" && !indicators)
        rows_.take({text_of(member(object, "value")), {}, {}, {}, {}, document_.line(at)});
    }
  }

 private:
  /// Which malware each indicator indicates.
  void learn(const Json& objects) {
    std::map<std::string_view, std::string_view> names;  // of malware, by id
    for (const Json& object : objects) {
      if (text_of(member(object, "type")) == "malware")
        names[text_of(member(object, "id"))] = text_of(member(object, "name"));
    }
    for (const Json& object : objects) {
      if (text_of(member(object, "type")) != "relationship") continue;
      const auto malware = names.find(text_of(member(object, "target_ref")));
      if (malware != names.end()) malware_[text_of(member(object, "source_ref"))] = malware->second;
    }
  }

  void read_indicator(const Json& indicator, std::size_t line) {
    const auto text = [&indicator](const char* key) -> std::string_view { return text_of(member(indicator, key)); };
    ImportRow row;
    row.line = line;
    if (const auto known = malware_.find(text("id")); known != malware_.end()) row.family = known->second;
    const std::string_view description = text("description");
    const std::string_view origin = description.substr(0, description.find(", index "));
    const auto slash = origin.find('/');
    if (origin.size() < description.size() && slash != std::string_view::npos) {
      row.family = origin.substr(0, slash);
      row.seed = origin.substr(slash + 1);
      row.until = kUnbounded.end;
    }
    if (!text("valid_from").empty()) row.from = text_.instant(text("valid_from"), line);
    if (!text("valid_until").empty()) row.until = text_.instant(text("valid_until"), line);
    const std::vector<std::string> names = names_of(text("pattern"));
    if (names.empty()) return rows_.leave_out(text("pattern"), line);
    for (const std::string& name : names) {
      row.domain = name;
      rows_.take(row);
    }
  }

  const ImportText& text_;
  const JsonText& document_;
  ImportRows& rows_;
  std::map<std::string_view, std::string_view> malware_;  // by the id of an indicator
};

void read(const ImportText& text, ImportRows& rows) {
  const JsonText document = JsonText::parse(text.text(), text.name(), kJsonListLimits);
  BundleReader reader{text, document, rows};
  const Json& root = document.value();
  if (!root.is_array()) return reader.read(root, {});
  for (std::size_t i = 0; i < root.size(); ++i) reader.read(root[i], {std::to_string(i)});
}

}  // namespace

ImportForm import_stix() noexcept { return {.id = "stix", .title = "STIX bundles", .fits = fits, .read = read}; }

}  // namespace dgacast
