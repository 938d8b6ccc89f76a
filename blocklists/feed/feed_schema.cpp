// SPDX-License-Identifier: Apache-2.0
// What the table of keys says to people and to programs.
#include <nlohmann/json.hpp>
#include <utility>

#include "blocklists/feed/feed_config.h"
#include "blocklists/feed/feed_keys.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

using nlohmann::json;

std::string sentences_of(const FeedKey& key) {
  return std::string(key.meaning).append(".").append(key.more.empty() ? "" : " ").append(key.more);
}

json schema_of(std::string_view section) {
  json properties = json::object(), required = json::array();
  for (const FeedKey& key : feed_keys()) {
    if (key.section != section) continue;
    json one;
    switch (key.kind) {
      case KeyKind::text:
        one = {{"type", "string"}, {"minLength", 1}};
        break;
      case KeyKind::word:
        one = {{"enum", words_of(key.choices)}};
        break;
      case KeyKind::number:
        one = {{"type", "integer"}, {"minimum", key.least}, {"maximum", key.most}};
        break;
      case KeyKind::size:
        one = {{"type", "string"}, {"pattern", "^[0-9]+[kMG]?$"}};
        break;
      case KeyKind::flag:
        one = {{"type", "boolean"}};
        break;
      case KeyKind::texts:
        one = {{"type", "array"}, {"items", {{"type", "string"}, {"minLength", 1}}}};
        break;
      case KeyKind::section:
        one = schema_of(key.choices);
        break;
      case KeyKind::rows:
        one = {{"type", "array"}, {"items", schema_of(key.choices)}};
        if (key.required) one["minItems"] = 1;
        break;
      case KeyKind::map:
        one = {{"type", "object"}};
        one["additionalProperties"] = key.choices.empty() ? json{{"type", "string"}} : schema_of(key.choices);
        break;
    }
    one["description"] = key.more.empty() ? std::string(key.meaning) : sentences_of(key);
    if (key.kind == KeyKind::text || key.kind == KeyKind::word || key.kind == KeyKind::size) {
      if (!key.fallback.empty()) one["default"] = key.fallback;
    } else if (!key.fallback.empty()) {
      one["default"] = json::parse(key.fallback, nullptr, false);
    }
    if (section == "output" && key.name == "format") {
      for (const Format* format : formats()) one["enum"].push_back(format->facts().id);
      for (const DocumentFormat* format : document_formats()) one["enum"].push_back(format->facts().id);
    }
    properties[std::string(key.name)] = std::move(one);
    if (key.required) required.push_back(key.name);
  }
  json schema{{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

void append_help(std::string& text, std::string_view section, const std::string& prefix) {
  for (const FeedKey& key : feed_keys()) {
    if (key.section != section) continue;
    const std::string name = prefix + std::string(key.name);
    text.append(name).append("\n    ").append(sentences_of(key)).append("\n    ");
    if (key.kind == KeyKind::word) {
      const char* before = "";
      for (const std::string_view one : words_of(key.choices)) text.append(std::exchange(before, ", ")).append(one);
    } else {
      text.append(to_text(key.kind));
    }
    if (key.kind == KeyKind::number)
      text.append(", ").append(std::to_string(key.least)).append(" to ").append(std::to_string(key.most));
    text.append(key.required ? "; must be there" : "");
    const std::string_view fallback = key.fallback.empty() ? key.otherwise : key.fallback;
    if (!fallback.empty()) text.append("; default: ").append(fallback);
    text.append("\n");
    if (key.kind == KeyKind::section) append_help(text, key.choices, name + ".");
    if (key.kind == KeyKind::rows) append_help(text, key.choices, name + "[].");
    if (key.kind == KeyKind::map && !key.choices.empty()) append_help(text, key.choices, name + ".PATTERN.");
  }
}

}  // namespace

std::string feed_config_help() {
  std::string text = "A feed's configuration is one JSON object. [] stands for each of a list.\n\n";
  append_help(text, "", "");
  return text;
}

std::string feed_config_schema() {
  json schema = schema_of("");
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["title"] = "dgacast feed";
  return json_text(schema, 2) + "\n";
}

}  // namespace dgacast
