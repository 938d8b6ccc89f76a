// SPDX-License-Identifier: Apache-2.0
// The one reader of JSON that comes from outside: bounded in size, depth and number of values, and every fault is told
// with the line it stands on.
#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "dga/core/issue.h"

namespace [[gnu::visibility("default")]] dgacast {

/// What a document may be at most. A value takes up to some 100 bytes of memory besides its own text.
struct JsonLimits {
  std::size_t bytes = std::size_t{64} << 20;
  std::size_t values = 1'000'000;  ///< keys are not counted
};

/// Of lists of names, which are larger than what describes something.
inline constexpr JsonLimits kJsonListLimits{std::size_t{256} << 20, 16'000'000};

/// A parsed document that knows the line of every value.
class JsonText {
 public:
  /// Parses `text`. `name` is the file's name for messages. Throws InputError on a syntax error (with its line), on a
  /// key that stands twice in one object, on nesting deeper than 64, on a number beyond double, and beyond `limits`.
  static JsonText parse(std::string_view text, std::string_view name, const JsonLimits& limits = {});

  const nlohmann::json& value() const noexcept { return value_; }
  /// Line of the value at a path of keys and array positions, from 1: line({"seeds", "0", "id"}). For a key that is not
  /// there: that of the nearest value above it. Costs a binary search a key.
  std::size_t line(const std::vector<std::string>& path) const;
  /// `NAME:LINE` of line(path).
  std::string where(const std::vector<std::string>& path) const;
  /// Throws InputError for the first key of the object at `path` that is not in `known`, with the nearest known one.
  void only_keys(const std::vector<std::string>& path, std::span<const std::string_view> known) const;

 private:
  friend class JsonTextBuilder;
  /// Of one value, of the same size whatever its path. Its children follow one another in children_, those of an object
  /// sorted by their keys, which follow one another in keys_.
  struct Node {
    std::uint32_t line;
    std::uint32_t first;  // in children_
    std::uint32_t count;
    std::uint32_t first_key;
  };

  std::string name_;
  nlohmann::json value_;
  std::vector<Node> nodes_;  // the root is the last
  std::vector<std::uint32_t> children_;
  std::vector<std::string> keys_;
};

/// The value of a text whose faults are told by who reads it (a line of JSON lines, a value of the command line): that
/// of nlohmann::json::parse, or a discarded one when it is not JSON, is deeper than 64 or beyond `limits`. Throws
/// nothing but std::bad_alloc.
nlohmann::json parse_json(std::string_view text, const JsonLimits& limits = {});

}  // namespace dgacast
