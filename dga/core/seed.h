// SPDX-License-Identifier: Apache-2.0
// A seed: one named set of parameter values of a family, as found in one campaign's samples. Values come from JSON (the
// catalogue, a golden vector) or from words on the command line; both are checked here against the family's schema.
#pragma once
#include <cstdint>
#include <limits>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dga/core/calendar.h"
#include "dga/core/issue.h"

namespace [[gnu::visibility("default")]] dgacast {

/// What a parameter may hold. In JSON, integers are numbers or strings in decimal or 0x form (so that hex stays
/// readable); an i32 or i64 in 0x form is its bit pattern. bytes are base64 text, or hex with 0x. A word_list is an
/// array of strings or the name of a list that is built in (`suppobox_1`). An observation is any JSON.
enum class ParameterType : std::uint8_t {
  u8,
  u16,
  u32,
  u64,
  i32,
  i64,
  string,
  bytes,
  boolean,
  enumeration,
  word_list,
  number_list,
  instant,
  observation
};

/// The word for a type, as `families NAME` prints it: "u32", "enum", "list of words".
std::string_view to_text(ParameterType type) noexcept;

/// One parameter of a family's schema.
struct ParameterSpec {
  std::string_view name;
  ParameterType type;
  /// Integers: the least and greatest value, on top of the type's range. Lists: the least and greatest number of
  /// elements. Strings and bytes: the least and greatest length in octets.
  std::uint64_t min = 0;
  std::uint64_t max = std::numeric_limits<std::uint64_t>::max();
  /// enumeration: the allowed words, separated by '|'; choice() counts them from 0.
  std::string_view choices = {};
  /// True: the value may be absent (null); Seed::has() tells.
  bool optional = false;
};

/// An ordered list of words. Cheap to copy: copies share the text.
class WordList {
 public:
  WordList() = default;
  /// Takes the words one by one.
  explicit WordList(std::vector<std::string> words);
  /// One word a line of `text`, which must live as long as the program; a carriage return before the line feed and
  /// empty lines do not count.
  static WordList from_lines(std::string_view text);
  /// The list that is built in under `name` ("suppobox_1"; "words/suppobox_1.txt" means the same), or nothing.
  static const WordList* builtin(std::string_view name);

  std::size_t size() const noexcept { return words_ ? words_->size() : 0; }
  bool empty() const noexcept { return size() == 0; }
  /// Needs position < size().
  std::string_view operator[](std::size_t position) const noexcept { return (*words_)[position]; }
  std::span<const std::string_view> words() const noexcept {
    return words_ ? std::span<const std::string_view>{*words_} : std::span<const std::string_view>{};
  }

 private:
  std::shared_ptr<const std::vector<std::string>> owned_;
  std::shared_ptr<const std::vector<std::string_view>> words_;
};

/// What the catalogue says of a seed beyond its values and its note.
struct SeedMarks {
  bool tentative = false;   ///< fewer than kProvedNames published names vouch for it
  bool only_named = false;  ///< no list has its names but one that names it (FAMILY/SEED); look-ups and scans know it
};

/// So many published names must be those of a seed for it not to be tentative.
inline constexpr std::size_t kProvedNames = 20;

/// A checked set of values. Immutable; any number of threads may read it. The accessors need a parameter of the
/// family's schema of the right type that has a value; anything else is a fault of the program and throws
/// std::logic_error.
class Seed {
 public:
  using Value = std::variant<std::monostate, std::uint64_t, std::int64_t, bool, std::string, WordList,
                             std::vector<std::uint64_t>, UtcSeconds, std::shared_ptr<const nlohmann::json>>;

  /// The id in the catalogue (`magic9`), or "ad-hoc" for a set of parameters from the command line.
  const std::string& id() const noexcept { return id_; }
  /// What is known of it: sample, campaign. May be empty.
  const std::string& note() const noexcept { return note_; }
  const SeedMarks& marks() const noexcept { return marks_; }

  /// False when an optional parameter has no value.
  bool has(std::string_view parameter) const;
  std::uint8_t u8(std::string_view parameter) const;
  std::uint16_t u16(std::string_view parameter) const;
  std::uint32_t u32(std::string_view parameter) const;
  std::uint64_t u64(std::string_view parameter) const;
  std::int32_t i32(std::string_view parameter) const;
  std::int64_t i64(std::string_view parameter) const;
  bool flag(std::string_view parameter) const;
  /// A string's text, a bytes parameter's octets, an enumeration's word.
  std::string_view text(std::string_view parameter) const;
  /// The position of an enumeration's word in ParameterSpec::choices.
  std::uint32_t choice(std::string_view parameter) const;
  UtcSeconds instant(std::string_view parameter) const;
  const WordList& words(std::string_view parameter) const;
  std::span<const std::uint64_t> numbers(std::string_view parameter) const;
  const nlohmann::json& observation(std::string_view parameter = "observation") const;

 private:
  friend class SeedBuilder;
  struct Slot {
    const ParameterSpec* spec;
    Value value;
  };
  const Slot& slot(std::string_view parameter) const;

  std::string id_;
  std::string note_;
  SeedMarks marks_;
  std::vector<Slot> slots_;
};

/// Makes a Seed from values that are set one by one, later ones replacing earlier ones.
class SeedBuilder {
 public:
  /// `family` is for messages. `schema` must outlive the seed.
  SeedBuilder(std::string_view family, std::string_view id, std::span<const ParameterSpec> schema);
  /// Starts from the values of a seed of the same family; what its marks say holds only under its own id.
  SeedBuilder(std::string_view family, const Seed& base, std::string_view id);

  /// Sets a parameter from JSON. `where` is the place for messages (`seeds.json:12`, `--param`).
  /// Throws InputError: unknown parameter, wrong type, out of range; it names family, seed, parameter, value and range.
  SeedBuilder& set(std::string_view parameter, const nlohmann::json& value, std::string_view where);
  /// Sets a parameter from a word of the command line: a number (decimal or 0x), a word, JSON for lists.
  SeedBuilder& set_text(std::string_view parameter, std::string_view text, std::string_view where);
  SeedBuilder& note(std::string note);
  SeedBuilder& mark(const SeedMarks& marks);

  /// The seed. Throws InputError when a parameter that is not optional has no value; an observation may be missing,
  /// for it comes later: missing_observation() tells.
  Seed build(std::string_view where) const;

 private:
  Seed::Slot& slot(std::string_view parameter, std::string_view where);
  [[noreturn]] void fail(std::string_view where, const ParameterSpec& spec, std::string_view value,
                         std::string_view problem, std::string mend) const;
  Seed::Value read(const ParameterSpec& spec, const nlohmann::json& value, std::string_view where) const;

  std::string family_;
  Seed seed_;
};

/// True when `seed` has a parameter of type observation without a value: its lists cannot be made yet.
bool missing_observation(const Seed& seed, std::span<const ParameterSpec> schema);

}  // namespace dgacast
