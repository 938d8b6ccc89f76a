// SPDX-License-Identifier: Apache-2.0
// One JSON object of a log as a flat list of its values. A value is found by its path, whatever way the writer chose to
// write it: {"id":{"orig_h":..}}, {"id.orig_h":..} have the same path "id.orig_h". Depth and size are bounded, nothing
// throws.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace [[gnu::visibility("default")]] dgacast {

class JsonFields {
 public:
  struct Field {
    std::uint32_t begin, size;  // of its path
    bool is_number;
    double number;
    std::string_view text;  // of a string
  };

  /// The string at `path`; empty when there is none.
  std::string_view text(std::string_view path) const noexcept;
  /// The value at `path`, or null. Values that are null, and arrays and objects themselves, are none.
  const Field* find(std::string_view path) const noexcept;
  bool has(std::string_view path) const noexcept { return find(path) != nullptr; }
  /// The first value whose path ends with `end`.
  const Field* find_end(std::string_view end) const noexcept;
  const std::vector<Field>& all() const noexcept { return fields_; }
  std::string_view path(const Field& field) const noexcept {
    return std::string_view{paths_}.substr(field.begin, field.size);
  }

 private:
  friend class JsonLines;
  std::string paths_;
  std::vector<Field> fields_;
};

/// Parses texts, and visits the objects in them. Not thread-safe.
class JsonLines {
 public:
  JsonLines();
  ~JsonLines();
  /// Visits the object that `text` is, or the objects in the array that it is. When `take` does not understand an
  /// object (false), the objects in it are visited: {"_source": {...}}, {"data": [{...}, {...}]}. False when `text` is
  /// not JSON. Views into the fields are good until the next call.
  bool visit(std::string_view text, const std::function<bool(const JsonFields&)>& take);

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

/// Cuts text that is JSON into its outermost objects, whatever lines it is written on. An array around them, and the
/// commas between them, are left out.
class JsonSplitter {
 public:
  /// Longest object, in bytes.
  static constexpr std::size_t kLongest = std::size_t{1} << 20;

  /// True when `line` may begin such a text.
  static bool may_begin(std::string_view line) noexcept;
  /// True when lines are waited for: an object, or the array around objects, is not closed.
  bool is_open() const noexcept { return !object_.empty() || in_array_; }
  /// Whether `line` can go on in the text that is open: it begins with a mark of JSON.
  bool may_continue(std::string_view line) const noexcept;
  /// Takes a line, and hands each object that ends in it over. False when the object is too long: it is dropped.
  bool add(std::string_view line, const std::function<void(std::string_view)>& object);
  /// Lines of which the object that is open is made.
  std::uint64_t pending_lines() const noexcept { return pending_lines_; }
  void clear() noexcept;

 private:
  std::string object_;
  std::uint64_t pending_lines_ = 0;
  int depth_ = 0;
  bool in_array_ = false, in_text_ = false, escaped_ = false;
};

}  // namespace dgacast
