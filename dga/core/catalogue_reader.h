// SPDX-License-Identifier: Apache-2.0
// Reads catalogue entries out of a JSON document, each fact as its type (dga/catalogue/README.md). What is not as it
// should be is an InputError with file and line. Internal to the catalogue.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dga/core/catalogue.h"
#include "dga/core/json_text.h"
#include "dga/core/json_value.h"

namespace dgacast {

/// Reads typed values out of one object of a document, which must outlive the reader. All but has() and path() throw
/// InputError.
class CatalogueReader {
 public:
  using Json = nlohmann::json;
  using Path = std::vector<std::string>;  ///< keys and indexes, from the document's top

  /// Throws InputError when there is no object at `path`.
  CatalogueReader(const JsonText& document, Path path);

  bool has(const char* key) const { return object_.get().contains(key); }
  Path path(const std::string& key) const;
  /// The reader of the object below a key, or of an element of the array there.
  CatalogueReader below(const char* key) const { return {document_, path(key)}; }
  CatalogueReader below(const char* key, std::size_t index) const;
  std::string where() const { return document_.where(path_); }
  std::string where(const Path& path) const { return document_.where(path); }
  const Path& path() const noexcept { return path_; }
  const Json& json(const char* key) const { return member(object_.get(), key); }
  /// The array of objects below a key.
  const Json& objects(const char* key) const;
  [[noreturn]] void fail(const Path& path, std::string what, std::string mend) const;
  /// Says that the value of `key` is none of what it should be.
  [[noreturn]] void wrong(const char* key, const std::string& wanted) const;
  void only(std::span<const std::string_view> known) const { document_.only_keys(path_, known); }

  // Each leaves `out` as it is when there is no such key.
  void read(const char* key, std::string& out) const;
  void read(const char* key, std::vector<std::string>& out) const;
  void read(const char* key, bool& out) const;
  /// A string that must be an id.
  void read_id(const char* key, std::string& out) const;
  /// A whole number of 0 to `most`.
  template <typename Number>
  void read_number(const char* key, Number& out, std::uint64_t most) const {
    if (!has(key)) return;
    const Json& value = json(key);
    if (!value.is_number_unsigned() || number_of(value) > most)
      wrong(key, "a whole number of 0 to " + std::to_string(most));
    out = static_cast<Number>(number_of(value));
  }
  /// The word of one of `values`, as to_text() has them.
  template <typename Value>
  void read_word(const char* key, std::optional<Value>& out, std::span<const Value> values) const {
    if (!has(key)) return;
    std::string text;
    read(key, text);
    std::vector<std::string_view> words;
    for (const Value value : values) {
      words.push_back(to_text(value));
      if (text == words.back()) {
        out = value;
        return;
      }
    }
    unknown_word(key, text, words);
  }

 private:
  /// Texts go into lists and to terminals as they are: a line feed there would make a row of its own.
  void check_line(const Path& path, const char* key, const Json& value) const;
  [[noreturn]] void unknown_word(const char* key, std::string_view text, std::span<const std::string_view> words) const;

  const JsonText& document_;
  Path path_;
  std::reference_wrapper<const Json> object_;
};

/// The keys of an entry.
std::span<const std::string_view> entry_keys() noexcept;

/// Reads the facts that the object gives into `entry`, and leaves the others.
void read_facts(const CatalogueReader& reader, CatalogueEntry& entry);
/// Adds the seeds that the object gives to `entry`, which has its facts, or puts them in the place of those with the
/// same id, whose positions it appends to `replaced`. `users`: they come from a file of the user.
void read_seeds(const CatalogueReader& reader, CatalogueEntry& entry, bool users, std::vector<std::size_t>& replaced);

}  // namespace dgacast
