// SPDX-License-Identifier: Apache-2.0
#include "dga/core/seed_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <type_traits>

#include "dga/core/byte_text.h"
#include "dga/core/json_text.h"
#include "dga/core/json_value.h"
#include "dga/core/word_list.h"

namespace dgacast {
namespace {

using Json = nlohmann::json;

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

std::string range_text(std::uint64_t low, std::uint64_t high) {
  return high == ~std::uint64_t{0} ? "at least " + std::to_string(low)
                                   : std::to_string(low) + " to " + std::to_string(high);
}

std::string shown(const Json& value) { return value.is_string() ? text_of(value) : json_text(value); }

[[noreturn]] void refuse(const Json& value, std::string problem, std::string hint) {
  throw ValueFault{shown(value), std::move(problem), std::move(hint)};
}

void check_size(const ParameterSpec& spec, const Json& value, std::size_t size, const std::string& unit) {
  if (size >= spec.min && size <= spec.max) return;
  refuse(value, "which is " + std::to_string(size) + " " + unit + " long",
         "it takes " + range_text(spec.min, spec.max) + " " + unit);
}

/// Signed ones in 0x form are bit patterns.
template <typename Integer>
Seed::Value read_integer(const ParameterSpec& spec, const Json& value, const ValuePlace&) {
  constexpr bool kSigned = std::is_signed_v<Integer>;
  constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<Integer>::max());
  const std::uint64_t high = std::min(kMax, spec.max);
  const auto hint = [&] {
    const std::string low = kSigned ? std::to_string(std::numeric_limits<Integer>::min()) : std::to_string(spec.min);
    return "give a " + std::string(to_text(spec.type)) + ", " + low + " to " + std::to_string(high) + ", decimal or 0x";
  };
  const auto number = whole_number(value);
  if (!number) refuse(value, "which is not an integer", hint());
  if constexpr (kSigned) {
    if (number->pattern && number->magnitude <= std::numeric_limits<std::make_unsigned_t<Integer>>::max())
      return std::int64_t{static_cast<Integer>(number->magnitude)};
    if (number->magnitude > (number->negative ? kMax + 1 : high)) refuse(value, "which is out of range", hint());
    return static_cast<std::int64_t>(number->negative ? std::uint64_t{0} - number->magnitude : number->magnitude);
  } else {
    if ((number->negative && number->magnitude != 0) || number->magnitude < spec.min || number->magnitude > high)
      refuse(value, "which is out of range", hint());
    return number->magnitude;
  }
}

Seed::Value read_string(const ParameterSpec& spec, const Json& value, const ValuePlace&) {
  if (!value.is_string()) refuse(value, "which is not a string", "give a string");
  check_size(spec, value, text_of(value).size(), "octets");
  return text_of(value);
}

Seed::Value read_bytes(const ParameterSpec& spec, const Json& value, const ValuePlace&) {
  if (!value.is_string()) refuse(value, "which is not a string", "give base64, or hex with 0x");
  const std::string_view text = text_of(value);
  auto bytes = text.starts_with("0x") ? decode_hex(text.substr(2)) : decode_base64(text);
  if (!bytes) refuse(value, "which is neither base64 nor hex", "give base64, or hex with 0x");
  check_size(spec, value, bytes->size(), "octets");
  return std::move(*bytes);
}

Seed::Value read_boolean(const ParameterSpec&, const Json& value, const ValuePlace&) {
  if (!value.is_boolean()) refuse(value, "which is not a bool", "give true or false");
  return flag_of(value);
}

Seed::Value read_enumeration(const ParameterSpec& spec, const Json& value, const ValuePlace&) {
  std::vector<std::string_view> words;
  for (std::string_view rest = spec.choices;;) {
    const auto bar = rest.find('|');
    words.push_back(rest.substr(0, bar));
    if (bar == std::string_view::npos) break;
    rest.remove_prefix(bar + 1);
  }
  if (value.is_string() && std::ranges::find(words, text_of(value)) != words.end()) return text_of(value);
  refuse(value, "which is not one of its words",
         suggest(shown(value), words, "give one of " + std::string(spec.choices)));
}

Seed::Value read_word_list(const ParameterSpec& spec, const Json& value, const ValuePlace&) {
  if (value.is_string()) {
    const WordList* list = WordList::builtin(text_of(value));
    if (list == nullptr) {
      refuse(value, "which is no built-in word list",
             suggest(shown(value), builtin_word_lists(), "give an array of words, or the name of a list in dga/words"));
    }
    check_size(spec, value, list->size(), "words");
    return *list;
  }
  const bool strings = value.is_array() && std::ranges::all_of(value, [](const Json& v) { return v.is_string(); });
  if (!strings) refuse(value, "which is not a list of words", "give an array of strings");
  check_size(spec, value, value.size(), "words");
  return WordList{texts_of(value)};
}

Seed::Value read_number_list(const ParameterSpec& spec, const Json& value, const ValuePlace&) {
  if (!value.is_array()) refuse(value, "which is not a list", "give an array of integers");
  std::vector<std::uint64_t> numbers;
  for (const Json& element : value) {
    const auto number = whole_number(element);
    if (!number || number->negative)
      refuse(element, "which is not an integer of 0 or more", "give integers, decimal or 0x");
    numbers.push_back(number->magnitude);
  }
  check_size(spec, value, numbers.size(), "numbers");
  return numbers;
}

Seed::Value read_instant(const ParameterSpec& spec, const Json& value, const ValuePlace& place) {
  if (!value.is_string()) refuse(value, "which is not a string", "give a date or an instant (UTC)");
  std::string where{place.where};
  where.append(": ").append(place.family).append("/").append(place.seed);
  return parse_instant(text_of(value), where.append(": parameter '").append(spec.name).append("'"));
}

Seed::Value read_observation(const ParameterSpec&, const Json& value, const ValuePlace&) {
  return std::make_shared<const Json>(value);
}

struct Type {
  std::string_view word;
  Seed::Value (*read)(const ParameterSpec&, const Json&, const ValuePlace&);
};

// In the order of ParameterType.
constexpr std::array<Type, 14> kTypes{{{"u8", read_integer<std::uint8_t>},
                                       {"u16", read_integer<std::uint16_t>},
                                       {"u32", read_integer<std::uint32_t>},
                                       {"u64", read_integer<std::uint64_t>},
                                       {"i32", read_integer<std::int32_t>},
                                       {"i64", read_integer<std::int64_t>},
                                       {"string", read_string},
                                       {"bytes", read_bytes},
                                       {"bool", read_boolean},
                                       {"enum", read_enumeration},
                                       {"list of words", read_word_list},
                                       {"list of numbers", read_number_list},
                                       {"instant", read_instant},
                                       {"observation", read_observation}}};
static_assert(kTypes.size() == static_cast<std::size_t>(ParameterType::observation) + 1);

constexpr const Type& type_of(ParameterType type) noexcept { return kTypes[static_cast<std::size_t>(type)]; }

}  // namespace

std::string_view to_text(ParameterType type) noexcept { return type_of(type).word; }

Seed::Value read_value(const ParameterSpec& spec, const Json& value, const ValuePlace& place) {
  if (!value.is_null()) return type_of(spec.type).read(spec, value, place);
  if (!spec.optional) refuse(value, "but it needs a value", "give one, or leave the key out for the default");
  return {};
}

}  // namespace dgacast
