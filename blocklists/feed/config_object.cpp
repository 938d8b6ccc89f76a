// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/config_object.h"

#include <algorithm>

namespace dgacast {
namespace {

using nlohmann::json;

ConfigObject::Path below(ConfigObject::Path path, std::string key) {
  path.push_back(std::move(key));
  return path;
}

}  // namespace

ConfigObject::ConfigObject(const JsonText& document, Path path, std::string_view section)
    : document_(document), path_(std::move(path)), section_(section), value_(&document.value()) {
  for (const std::string& key : path_) value_ = &child(*value_, key);
  if (!value_->is_object())
    fail(path_, (value_->is_array() ? "a list" : quote(json_text(*value_))) + " stands where an object belongs",
         "write { ... }");
  std::vector<std::string_view> known;
  for (const FeedKey& key : feed_keys()) {
    if (key.section == section_) known.push_back(key.name);
  }
  document_.only_keys(path_, known);
  for (const FeedKey& key : feed_keys()) {
    if (key.section == section_) check(key);
  }
}

std::string ConfigObject::where(std::string_view name) const {
  return document_.where(below(path_, std::string(name)));
}

std::vector<PatternAt> ConfigObject::patterns(std::string_view name) const {
  std::vector<PatternAt> result;
  const std::vector<std::string> all = texts(name);
  for (std::size_t i = 0; i < all.size(); ++i)
    result.push_back({all[i], has(name) ? document_.where(below(below(path_, std::string(name)), std::to_string(i)))
                                        : std::string()});
  return result;
}

std::optional<std::string> ConfigObject::text_if(std::string_view name) const {
  return has(name) ? std::optional{text(name)} : std::nullopt;
}

std::optional<std::uint64_t> ConfigObject::number_if(std::string_view name) const {
  return has(name) ? std::optional{number(name)} : std::nullopt;
}

std::optional<ConfigObject> ConfigObject::section(std::string_view name) const {
  if (!has(name)) return std::nullopt;
  return ConfigObject{document_, below(path_, std::string(name)), key(name).choices};
}

std::vector<ConfigObject> ConfigObject::rows(std::string_view name) const {
  std::vector<ConfigObject> result;
  if (!has(name)) return result;
  for (std::size_t i = 0; i < member(*value_, name).size(); ++i)
    result.emplace_back(document_, below(below(path_, std::string(name)), std::to_string(i)), key(name).choices);
  return result;
}

std::vector<std::pair<std::string, ConfigObject>> ConfigObject::map(std::string_view name) const {
  std::vector<std::pair<std::string, ConfigObject>> result;
  if (!has(name)) return result;
  for (const auto& [pattern, value] : member(*value_, name).items())
    result.emplace_back(pattern,
                        ConfigObject{document_, below(below(path_, std::string(name)), pattern), key(name).choices});
  return result;
}

std::vector<std::array<std::string, 3>> ConfigObject::text_map(std::string_view name) const {
  std::vector<std::array<std::string, 3>> result;
  if (!has(name)) return result;
  for (const auto& [pattern, value] : member(*value_, name).items()) {
    const Path path = below(below(path_, std::string(name)), pattern);
    if (!value.is_string()) fail(path, quote(pattern) + " must be text", "put it in quotes");
    result.push_back({pattern, text_of(value), document_.where(path)});
  }
  return result;
}

const FeedKey& ConfigObject::key(std::string_view name) const {
  return *std::ranges::find_if(feed_keys(),
                               [&](const FeedKey& one) { return one.section == section_ && one.name == name; });
}

json ConfigObject::json_of(std::string_view name) const {
  if (has(name)) return member(*value_, name);
  const FeedKey& one = key(name);
  if (one.kind == KeyKind::text || one.kind == KeyKind::word) return one.fallback;
  return json::parse(one.fallback, nullptr, false);
}

void ConfigObject::fail(const Path& path, std::string what, std::string mend) const {
  throw InputError{{document_.where(path), std::move(what), std::move(mend)}};
}

void ConfigObject::check(const FeedKey& key) const {
  const std::string name(key.name);
  if (!value_->contains(name)) {
    if (key.required) fail(path_, "the key " + quote(name) + " is missing", "add it: " + std::string(key.meaning));
    return;
  }
  const json& value = member(*value_, name);
  const Path path = below(path_, name);
  const auto wrong_type = [&] {
    fail(path,
         quote(name) + " must be " + std::string(to_text(key.kind)) + ", not " +
             (value.is_structured() ? value.is_array() ? "a list" : "an object" : quote(json_text(value))),
         std::string(key.meaning));
  };
  switch (key.kind) {
    case KeyKind::text:
      if (!value.is_string()) wrong_type();
      if (text_of(value).empty()) fail(path, quote(name) + " is empty", std::string(key.meaning));
      break;
    case KeyKind::word: {
      if (!value.is_string()) wrong_type();
      const auto choices = words_of(key.choices);
      const std::string& word = text_of(value);
      std::string list = "give ";
      for (const std::string_view choice : choices) list.append(list == "give " ? "" : ", ").append(choice);
      if (std::ranges::find(choices, word) == choices.end())
        fail(path, quote(name) + " is " + quote(word), suggest(word, choices, list));
      break;
    }
    case KeyKind::number:
      if (!value.is_number_integer()) wrong_type();
      if (!value.is_number_unsigned() || number_of(value) < key.least || number_of(value) > key.most)
        fail(path, quote(name) + " is " + json_text(value),
             "give " + std::to_string(key.least) + " to " + std::to_string(key.most));
      break;
    case KeyKind::size:
      if (!value.is_string()) wrong_type();
      parse_size({.name = key.name, .kind = OptionKind::size, .min = key.least}, text_of(value),
                 document_.where(path) + ": " + quote(name));
      break;
    case KeyKind::flag:
      if (!value.is_boolean()) wrong_type();
      break;
    case KeyKind::texts:
      if (!value.is_array()) wrong_type();
      for (std::size_t i = 0; i < value.size(); ++i) {
        if (text_of(value[i]).empty())
          fail(below(path, std::to_string(i)), quote(name) + " holds " + json_text(value[i]), "give a list of texts");
      }
      break;
    case KeyKind::section:
    case KeyKind::map:
      if (!value.is_object()) wrong_type();
      break;
    case KeyKind::rows:
      if (!value.is_array()) wrong_type();
      break;
  }
}

}  // namespace dgacast
