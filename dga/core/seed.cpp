// SPDX-License-Identifier: Apache-2.0
#include "dga/core/seed.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "dga/core/embedded.h"
#include "dga/core/json_text.h"
#include "dga/core/json_value.h"

namespace dgacast {

extern const EmbeddedFile word_data[];
extern const std::size_t word_data_size;

namespace {

using Json = nlohmann::json;

struct IntegerType {
  std::uint64_t max;       // of the unsigned type, or of the non-negative half
  std::uint64_t min_size;  // magnitude of the least negative value, 0 for unsigned types
  std::uint64_t pattern;   // greatest bit pattern in 0x form
};

std::optional<IntegerType> integer_type(ParameterType type) {
  switch (type) {
    case ParameterType::u8:
      return IntegerType{0xFF, 0, 0xFF};
    case ParameterType::u16:
      return IntegerType{0xFFFF, 0, 0xFFFF};
    case ParameterType::u32:
      return IntegerType{0xFFFF'FFFF, 0, 0xFFFF'FFFF};
    case ParameterType::u64:
      return IntegerType{~std::uint64_t{0}, 0, ~std::uint64_t{0}};
    case ParameterType::i32:
      return IntegerType{0x7FFF'FFFF, 0x8000'0000, 0xFFFF'FFFF};
    case ParameterType::i64:
      return IntegerType{0x7FFF'FFFF'FFFF'FFFF, 0x8000'0000'0000'0000, ~std::uint64_t{0}};
    default:
      return std::nullopt;
  }
}

bool is_signed(ParameterType type) { return type == ParameterType::i32 || type == ParameterType::i64; }

struct Number {
  std::uint64_t magnitude;
  bool negative;
  bool pattern;  // was written in 0x form
};

std::optional<Number> parse_number(std::string_view text) {
  Number number{0, false, false};
  if (text.starts_with('-')) {
    number.negative = true;
    text.remove_prefix(1);
  }
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    number.pattern = true;
    base = 16;
    text.remove_prefix(2);
  }
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number.magnitude, base);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (number.negative && number.pattern) return std::nullopt;
  return number;
}

std::optional<Number> whole_number(const Json& value) {
  if (value.is_number_unsigned()) return Number{number_of(value), false, false};
  if (value.is_number_integer()) {
    const std::int64_t signed_value = signed_number_of(value);
    const auto bits = static_cast<std::uint64_t>(signed_value);
    return signed_value < 0 ? Number{std::uint64_t{0} - bits, true, false} : Number{bits, false, false};
  }
  if (value.is_string()) return parse_number(text_of(value));
  return std::nullopt;
}

std::optional<std::string> decode_hex(std::string_view digits) {
  if (digits.size() % 2 != 0) return std::nullopt;
  std::string out;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    std::uint8_t octet = 0;
    const auto [end, error] = std::from_chars(digits.data() + i, digits.data() + i + 2, octet, 16);
    if (error != std::errc{} || end != digits.data() + i + 2) return std::nullopt;
    out.push_back(static_cast<char>(octet));
  }
  return out;
}

std::optional<std::string> decode_base64(std::string_view text) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && !text.empty() && text.ends_with('=')) {
    text.remove_suffix(1);
    ++padding;
  }
  std::uint32_t bits = 0, count = 0;
  for (const char c : text) {
    const auto digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.push_back(static_cast<char>(bits >> count & 0xFF));
    }
  }
  return out;
}

std::string range_text(std::uint64_t low, std::uint64_t high) {
  return high == ~std::uint64_t{0} ? "at least " + std::to_string(low)
                                   : std::to_string(low) + " to " + std::to_string(high);
}

std::string shown(const Json& value) { return value.is_string() ? text_of(value) : json_text(value); }

[[noreturn]] void misuse(std::string_view parameter, std::string_view problem) {
  throw std::logic_error("parameter '" + std::string(parameter) + "' " + std::string(problem));
}

}  // namespace

std::string_view to_text(ParameterType type) noexcept {
  switch (type) {
    case ParameterType::u8:
      return "u8";
    case ParameterType::u16:
      return "u16";
    case ParameterType::u32:
      return "u32";
    case ParameterType::u64:
      return "u64";
    case ParameterType::i32:
      return "i32";
    case ParameterType::i64:
      return "i64";
    case ParameterType::string:
      return "string";
    case ParameterType::bytes:
      return "bytes";
    case ParameterType::boolean:
      return "bool";
    case ParameterType::enumeration:
      return "enum";
    case ParameterType::word_list:
      return "list of words";
    case ParameterType::number_list:
      return "list of numbers";
    case ParameterType::instant:
      return "instant";
    case ParameterType::observation:
      return "observation";
  }
  return "";
}

WordList::WordList(std::vector<std::string> words) {
  auto owned = std::make_shared<const std::vector<std::string>>(std::move(words));
  words_ = std::make_shared<const std::vector<std::string_view>>(owned->begin(), owned->end());
  owned_ = std::move(owned);
}

WordList WordList::from_lines(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto feed = text.find('\n');
    std::string_view line = text.substr(0, feed);
    text.remove_prefix(feed == std::string_view::npos ? text.size() : feed + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) words.push_back(line);
  }
  WordList list;
  list.words_ = std::make_shared<const std::vector<std::string_view>>(std::move(words));
  return list;
}

const WordList* WordList::builtin(std::string_view name) {
  static const std::vector<WordList> kLists = [] {
    std::vector<WordList> lists;
    for (std::size_t i = 0; i < word_data_size; ++i) lists.push_back(from_lines(word_data[i].text()));
    return lists;
  }();
  if (name.starts_with("words/")) name.remove_prefix(6);
  if (name.ends_with(".txt")) name.remove_suffix(4);
  for (std::size_t i = 0; i < word_data_size; ++i) {
    if (word_data[i].name == name) return &kLists[i];
  }
  return nullptr;
}

const Seed::Slot& Seed::slot(std::string_view parameter) const {
  for (const Slot& slot : slots_) {
    if (slot.spec->name == parameter) return slot;
  }
  misuse(parameter, "is not in the family's schema");
}

bool Seed::has(std::string_view parameter) const {
  return !std::holds_alternative<std::monostate>(slot(parameter).value);
}

std::uint64_t Seed::u64(std::string_view parameter) const {
  const auto* value = std::get_if<std::uint64_t>(&slot(parameter).value);
  if (value == nullptr) misuse(parameter, "is not an unsigned integer, or has no value");
  return *value;
}
std::uint8_t Seed::u8(std::string_view parameter) const { return static_cast<std::uint8_t>(u64(parameter)); }
std::uint16_t Seed::u16(std::string_view parameter) const { return static_cast<std::uint16_t>(u64(parameter)); }
std::uint32_t Seed::u32(std::string_view parameter) const { return static_cast<std::uint32_t>(u64(parameter)); }

std::int64_t Seed::i64(std::string_view parameter) const {
  const auto* value = std::get_if<std::int64_t>(&slot(parameter).value);
  if (value == nullptr) misuse(parameter, "is not a signed integer, or has no value");
  return *value;
}
std::int32_t Seed::i32(std::string_view parameter) const { return static_cast<std::int32_t>(i64(parameter)); }

bool Seed::flag(std::string_view parameter) const {
  const auto* value = std::get_if<bool>(&slot(parameter).value);
  if (value == nullptr) misuse(parameter, "is not a bool, or has no value");
  return *value;
}

std::string_view Seed::text(std::string_view parameter) const {
  const auto* value = std::get_if<std::string>(&slot(parameter).value);
  if (value == nullptr) misuse(parameter, "is not a string, or has no value");
  return *value;
}

std::uint32_t Seed::choice(std::string_view parameter) const {
  const std::string_view word = text(parameter);
  std::string_view choices = slot(parameter).spec->choices;
  for (std::uint32_t position = 0;; ++position) {
    const auto bar = choices.find('|');
    if (choices.substr(0, bar) == word) return position;
    if (bar == std::string_view::npos) misuse(parameter, "is not an enumeration");
    choices.remove_prefix(bar + 1);
  }
}

UtcSeconds Seed::instant(std::string_view parameter) const {
  const auto* value = std::get_if<UtcSeconds>(&slot(parameter).value);
  if (value == nullptr) misuse(parameter, "is not an instant, or has no value");
  return *value;
}

const WordList& Seed::words(std::string_view parameter) const {
  const auto* value = std::get_if<WordList>(&slot(parameter).value);
  if (value == nullptr) misuse(parameter, "is not a list of words, or has no value");
  return *value;
}

std::span<const std::uint64_t> Seed::numbers(std::string_view parameter) const {
  const auto* value = std::get_if<std::vector<std::uint64_t>>(&slot(parameter).value);
  if (value == nullptr) misuse(parameter, "is not a list of numbers, or has no value");
  return *value;
}

const Json& Seed::observation(std::string_view parameter) const {
  const auto* value = std::get_if<std::shared_ptr<const Json>>(&slot(parameter).value);
  if (value == nullptr) misuse(parameter, "is not an observation, or has no value");
  return **value;
}

SeedBuilder::SeedBuilder(std::string_view family, std::string_view id, std::span<const ParameterSpec> schema)
    : family_(family) {
  seed_.id_ = id;
  for (const ParameterSpec& spec : schema) seed_.slots_.push_back({&spec, {}});
}

SeedBuilder::SeedBuilder(std::string_view family, const Seed& base, std::string_view id)
    : family_(family), seed_(base) {
  seed_.id_ = id;
}

SeedBuilder& SeedBuilder::note(std::string note) {
  seed_.note_ = std::move(note);
  return *this;
}

Seed::Slot& SeedBuilder::slot(std::string_view parameter, std::string_view where) {
  std::vector<std::string_view> known;
  for (Seed::Slot& slot : seed_.slots_) {
    if (slot.spec->name == parameter) return slot;
    known.push_back(slot.spec->name);
  }
  std::string list = "it has no parameters";
  for (std::size_t i = 0; i < known.size(); ++i) {
    list = i == 0 ? "its parameters are " : list + ", ";
    list.append(known[i]);
  }
  throw InputError{{std::string(where), family_ + "/" + seed_.id_ + ": unknown parameter " + quote(parameter),
                    suggest(parameter, known, list)}};
}

void SeedBuilder::fail(std::string_view where, const ParameterSpec& spec, std::string_view value,
                       std::string_view problem, std::string mend) const {
  throw InputError{{std::string(where),
                    family_ + "/" + seed_.id_ + ": parameter '" + std::string(spec.name) + "' is " + quote(value) +
                        ", " + std::string(problem),
                    std::move(mend)}};
}

Seed::Value SeedBuilder::read(const ParameterSpec& spec, const Json& value, std::string_view where) const {
  if (value.is_null()) {
    if (!spec.optional)
      fail(where, spec, "null", "but it needs a value", "give one, or leave the key out for the default");
    return {};
  }
  const auto size_check = [&](std::size_t size, std::string_view unit) {
    if (size < spec.min || size > spec.max) {
      fail(where, spec, shown(value), "which is " + std::to_string(size) + " " + std::string(unit) + " long",
           "it takes " + range_text(spec.min, spec.max) + " " + std::string(unit));
    }
  };
  if (const auto type = integer_type(spec.type)) {
    const auto number = whole_number(value);
    const std::uint64_t high = std::min(type->max, spec.max);
    const std::string range = type->min_size > 0 ? std::to_string(-static_cast<std::int64_t>(type->min_size - 1) - 1) +
                                                       " to " + std::to_string(high)
                                                 : std::to_string(spec.min) + " to " + std::to_string(high);
    const std::string mend = "give a " + std::string(to_text(spec.type)) + ", " + range + ", decimal or 0x";
    if (!number) fail(where, spec, shown(value), "which is not an integer", mend);
    if (!is_signed(spec.type)) {
      if ((number->negative && number->magnitude != 0) || number->magnitude < spec.min || number->magnitude > high) {
        fail(where, spec, shown(value), "which is out of range", mend);
      }
      return number->magnitude;
    }
    if (number->pattern && number->magnitude <= type->pattern) {
      return spec.type == ParameterType::i32 ? std::int64_t{static_cast<std::int32_t>(number->magnitude)}
                                             : static_cast<std::int64_t>(number->magnitude);
    }
    if (number->magnitude > (number->negative ? type->min_size : high)) {
      fail(where, spec, shown(value), "which is out of range", mend);
    }
    return static_cast<std::int64_t>(number->negative ? std::uint64_t{0} - number->magnitude : number->magnitude);
  }
  switch (spec.type) {
    case ParameterType::boolean:
      if (!value.is_boolean()) fail(where, spec, shown(value), "which is not a bool", "give true or false");
      return flag_of(value);
    case ParameterType::string:
      if (!value.is_string()) fail(where, spec, shown(value), "which is not a string", "give a string");
      size_check(text_of(value).size(), "octets");
      return text_of(value);
    case ParameterType::enumeration: {
      std::string_view rest = spec.choices;
      std::vector<std::string_view> known;
      while (true) {
        const auto bar = rest.find('|');
        known.push_back(rest.substr(0, bar));
        if (value.is_string() && known.back() == text_of(value)) return text_of(value);
        if (bar == std::string_view::npos) break;
        rest.remove_prefix(bar + 1);
      }
      fail(where, spec, shown(value), "which is not one of its words",
           suggest(shown(value), known, "give one of " + std::string(spec.choices)));
    }
    case ParameterType::bytes: {
      if (!value.is_string()) fail(where, spec, shown(value), "which is not a string", "give base64, or hex with 0x");
      const std::string_view text = text_of(value);
      auto octets = text.starts_with("0x") ? decode_hex(text.substr(2)) : decode_base64(text);
      if (!octets) fail(where, spec, text, "which is neither base64 nor hex", "give base64, or hex with 0x");
      size_check(octets->size(), "octets");
      return std::move(*octets);
    }
    case ParameterType::word_list: {
      if (value.is_string()) {
        const WordList* list = WordList::builtin(text_of(value));
        if (list == nullptr) {
          std::vector<std::string_view> known;
          for (std::size_t i = 0; i < word_data_size; ++i) known.emplace_back(word_data[i].name);
          fail(where, spec, shown(value), "which is no built-in word list",
               suggest(shown(value), known, "give an array of words, or the name of a list in dga/words"));
        }
        size_check(list->size(), "words");
        return *list;
      }
      const bool strings = value.is_array() && std::ranges::all_of(value, [](const Json& v) { return v.is_string(); });
      if (!strings) fail(where, spec, shown(value), "which is not a list of words", "give an array of strings");
      size_check(value.size(), "words");
      return WordList{texts_of(value)};
    }
    case ParameterType::number_list: {
      if (!value.is_array()) fail(where, spec, shown(value), "which is not a list", "give an array of integers");
      std::vector<std::uint64_t> numbers;
      for (const Json& element : value) {
        const auto number = whole_number(element);
        if (!number || number->negative) {
          fail(where, spec, shown(element), "which is not an integer of 0 or more", "give integers, decimal or 0x");
        }
        numbers.push_back(number->magnitude);
      }
      size_check(numbers.size(), "numbers");
      return numbers;
    }
    case ParameterType::instant:
      if (!value.is_string()) {
        fail(where, spec, shown(value), "which is not a string", "give a date or an instant (UTC)");
      }
      return parse_instant(text_of(value), std::string(where) + ": " + family_ + "/" + seed_.id_ + ": parameter '" +
                                               std::string(spec.name) + "'");
    case ParameterType::observation:
      return std::make_shared<const Json>(value);
    default:
      return {};
  }
}

SeedBuilder& SeedBuilder::set(std::string_view parameter, const Json& value, std::string_view where) {
  Seed::Slot& target = slot(parameter, where);
  target.value = read(*target.spec, value, where);
  return *this;
}

SeedBuilder& SeedBuilder::set_text(std::string_view parameter, std::string_view text, std::string_view where) {
  const ParameterType type = slot(parameter, where).spec->type;
  const bool is_json = type == ParameterType::boolean || type == ParameterType::observation ||
                       type == ParameterType::number_list ||
                       (type == ParameterType::word_list && text.starts_with('['));
  Json value = text;
  if (is_json) {
    value = parse_json(text);
    if (value.is_discarded()) value = text;  // read() says what is expected instead
  }
  return set(parameter, value, where);
}

Seed SeedBuilder::build(std::string_view where) const {
  for (const Seed::Slot& slot : seed_.slots_) {
    const ParameterSpec& spec = *slot.spec;
    if (spec.optional || spec.type == ParameterType::observation) continue;
    if (std::holds_alternative<std::monostate>(slot.value)) {
      throw InputError{{std::string(where),
                        family_ + "/" + seed_.id_ + ": parameter '" + std::string(spec.name) + "' (" +
                            std::string(to_text(spec.type)) + ") has no value and no default",
                        "give it: " + std::string(spec.name) + "=VALUE"}};
    }
  }
  return seed_;
}

bool missing_observation(const Seed& seed, std::span<const ParameterSpec> schema) {
  return std::ranges::any_of(schema, [&](const ParameterSpec& spec) {
    return spec.type == ParameterType::observation && !spec.optional && !seed.has(spec.name);
  });
}

}  // namespace dgacast
