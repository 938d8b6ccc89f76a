// SPDX-License-Identifier: Apache-2.0
#include "blocklists/options/value.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::string_view kUnits = "kMG";

}  // namespace

std::uint32_t parse_number(const Option& option, std::string_view text, std::string_view where) {
  const bool hex = text.starts_with("0x");
  const char* const end = text.data() + text.size();
  std::uint32_t value = 0;
  const auto [rest, error] = std::from_chars(text.data() + (hex ? 2 : 0), end, value, hex ? 16 : 10);
  const bool whole = error == std::errc{} && rest == end;
  if (whole && value >= option.min && value <= option.max) return value;
  throw InputError{{std::string(where), quote(text) + (whole ? " is out of range" : " is not a whole number in range"),
                    "give " + range_text(option)}};
}

std::uint64_t parse_size(const Option& option, std::string_view text, std::string_view where) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  const auto unit = rest == end ? std::string_view::npos : kUnits.find(*rest);
  const std::uint64_t factor = unit == std::string_view::npos ? 1 : std::uint64_t{1} << 10 * (unit + 1);
  if (error != std::errc{} || end - rest > 1 || (rest != end && unit == std::string_view::npos) ||
      number > std::numeric_limits<std::uint64_t>::max() / factor || number * factor < option.min) {
    throw InputError{
        {std::string(where), quote(text) + " is not a size of " + range_text(option), "write for example 512M or 4G"}};
  }
  return number * factor;
}

std::string size_text(std::uint64_t bytes) {
  std::size_t unit = 0;
  while (bytes > 0 && bytes % 1024 == 0 && unit < kUnits.size()) bytes /= 1024, ++unit;
  return std::to_string(bytes).append(unit == 0 ? std::string_view{} : kUnits.substr(unit - 1, 1));
}

std::string range_text(const Option& option) {
  if (option.kind == OptionKind::number) return std::to_string(option.min) + " to " + std::to_string(option.max);
  if (option.kind == OptionKind::size) return size_text(option.min) + " or more";
  return {};
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('|', begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

}  // namespace dgacast
