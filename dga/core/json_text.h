// SPDX-License-Identifier: Apache-2.0
// JSON that a person wrote: every fault is told with the line it stands on.
#pragma once
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "dga/core/issue.h"

namespace dgacast {

/// A parsed document that knows the line of every value.
class JsonText {
 public:
  /// Parses `text`. `name` is the file's name for messages. Throws InputError on a syntax error (with its line), on a
  /// key that stands twice in one object, and on nesting deeper than 64.
  static JsonText parse(std::string_view text, std::string_view name);

  const nlohmann::json& value() const noexcept { return value_; }
  /// `NAME:LINE` of the value at a path of keys and array positions: where({"seeds", "0", "id"}). For a key that is
  /// not there: the place of the nearest value above it.
  std::string where(const std::vector<std::string>& path) const;
  /// Throws InputError for the first key of the object at `path` that is not in `known`, with the nearest known one.
  void only_keys(const std::vector<std::string>& path, std::span<const std::string_view> known) const;

 private:
  std::string name_;
  nlohmann::json value_;
  std::map<std::string, std::size_t> lines_;  // JSON pointer to line
};

}  // namespace dgacast
