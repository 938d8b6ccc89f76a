// SPDX-License-Identifier: Apache-2.0
// Values of JSON that may be of any type, because a file says so. Nothing here throws but std::bad_alloc, where at(),
// get(), value(), dump() and operator[] of nlohmann::json throw exceptions of their own for what a stranger wrote:
// those are not used outside of this file, and parse() only with allow_exceptions = false (tests/banned holds it).
//
// `Json` is nlohmann::json or nlohmann::ordered_json. References stay good as long as the document.
#pragma once
#include <charconv>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace [[gnu::visibility("default")]] dgacast {

/// The value of a key, or null when there is none or `object` is not an object.
template <typename Json>
const Json& member(const Json& object, std::string_view key) {
  static const Json kNull;
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found == object.end() ? kNull : *found;
}

/// An element of an array, or null when there is none or `array` is not an array.
template <typename Json>
const Json& element(const Json& array, std::size_t position) noexcept {
  static const Json kNull;
  return array.is_array() && position < array.size() ? array[position] : kNull;
}

/// What lies below an object's key, or at an array's position given as text, as the paths of JsonText have it; or null.
template <typename Json>
const Json& child(const Json& value, std::string_view key) {
  if (!value.is_array()) return member(value, key);
  std::size_t position = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), position);
  return element(value, error == std::errc{} && end == key.data() + key.size() ? position : value.size());
}

/// The text, or "" for any other value.
template <typename Json>
const std::string& text_of(const Json& value) noexcept {
  static const std::string kNone;
  const auto* const text = value.template get_ptr<const typename Json::string_t*>();
  return text == nullptr ? kNone : *text;
}

/// The texts of an array; any other element is "", any other value an empty list.
template <typename Json>
std::vector<std::string> texts_of(const Json& value) {
  std::vector<std::string> texts;
  if (!value.is_array()) return texts;
  for (const Json& one : value) texts.push_back(text_of(one));
  return texts;
}

/// The whole number of 0 to 2^64-1, or `fallback` for any other value.
template <typename Json>
std::uint64_t number_of(const Json& value, std::uint64_t fallback = 0) noexcept {
  if (const auto* const number = value.template get_ptr<const typename Json::number_unsigned_t*>()) return *number;
  // What a program puts in is signed where its literal is.
  const auto* const number = value.template get_ptr<const typename Json::number_integer_t*>();
  return number != nullptr && *number >= 0 ? static_cast<std::uint64_t>(*number) : fallback;
}

/// The whole number of -2^63 to 2^63-1, or `fallback` for any other value.
template <typename Json>
std::int64_t signed_number_of(const Json& value, std::int64_t fallback = 0) noexcept {
  const auto* const number = value.template get_ptr<const typename Json::number_integer_t*>();
  return number == nullptr ? fallback : static_cast<std::int64_t>(*number);
}

/// The flag, or `fallback` for any other value.
template <typename Json>
bool flag_of(const Json& value, bool fallback = false) noexcept {
  const auto* const flag = value.template get_ptr<const typename Json::boolean_t*>();
  return flag == nullptr ? fallback : *flag;
}

/// The value as text, indented by `indent` spaces a level, or in one line for -1: ASCII alone, whatever its strings
/// hold, so that neither bytes that are not UTF-8 (each becomes U+FFFD) nor characters that terminals act upon leave.
template <typename Json>
std::string json_text(const Json& value, int indent = -1) {
  return value.dump(indent, ' ', true, Json::error_handler_t::replace);
}

}  // namespace dgacast
