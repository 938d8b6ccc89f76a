// SPDX-License-Identifier: Apache-2.0
// One object of a feed's configuration, checked against the table of keys.
//
//   const ConfigObject top{document, {}, ""};
//   top.number("keep");   // the file's, or the table's fallback
#pragma once
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "blocklists/feed/feed_keys.h"
#include "dga/core/json_text.h"
#include "dga/core/json_value.h"

namespace [[gnu::visibility("default")]] dgacast {

/// A pattern of the configuration with the place it stands at.
struct PatternAt {
  std::string pattern;
  std::string where;
};

/// Once made, every value has the type that the table says.
class ConfigObject {
 public:
  using Path = std::vector<std::string>;

  /// The object at `path` of `document`, which must outlive it, as one of `section`. Throws InputError with the line:
  /// no object, unknown or missing keys, values of another type or out of range.
  ConfigObject(const JsonText& document, Path path, std::string_view section);

  bool has(std::string_view name) const { return value_->contains(name); }
  /// FILE:LINE of a key, or of the object.
  std::string where(std::string_view name) const;
  std::string where() const { return document_.where(path_); }

  // The value of a key of that kind, or the table's fallback.
  std::string text(std::string_view name) const { return text_of(json_of(name)); }
  bool flag(std::string_view name) const { return flag_of(json_of(name)); }
  std::uint64_t number(std::string_view name) const { return number_of(json_of(name)); }
  std::vector<std::string> texts(std::string_view name) const { return texts_of(json_of(name)); }
  std::vector<PatternAt> patterns(std::string_view name) const;

  // The value, or nothing when the file does not say it.
  std::optional<std::string> text_if(std::string_view name) const;
  std::optional<std::uint64_t> number_if(std::string_view name) const;
  std::optional<ConfigObject> section(std::string_view name) const;
  std::vector<ConfigObject> rows(std::string_view name) const;
  /// The keys of a map, each with what stands below it.
  std::vector<std::pair<std::string, ConfigObject>> map(std::string_view name) const;
  /// A map to texts: pattern, text, place.
  std::vector<std::array<std::string, 3>> text_map(std::string_view name) const;

 private:
  const FeedKey& key(std::string_view name) const;
  nlohmann::json json_of(std::string_view name) const;
  [[noreturn]] void fail(const Path& path, std::string what, std::string mend) const;
  void check(const FeedKey& key) const;

  const JsonText& document_;
  Path path_;
  std::string_view section_;
  const nlohmann::json* value_;
};

}  // namespace dgacast
