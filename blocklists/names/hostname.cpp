// SPDX-License-Identifier: Apache-2.0
#include "blocklists/names/hostname.h"

#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <new>

namespace dgacast {
namespace {

constexpr std::size_t kLongestLabel = 63;

constexpr std::array<bool, 256> kLetterDigitHyphen = [] {
  std::array<bool, 256> table{};
  for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = true;
  table['-'] = true;
  return table;
}();

const icu::IDNA& uts46() {
  static const std::unique_ptr<const icu::IDNA> kIdna = [] {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<const icu::IDNA> idna{
        icu::IDNA::createUTS46Instance(UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                                           UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE,
                                       error)};
    if (U_FAILURE(error)) throw std::bad_alloc();
    return idna;
  }();
  return *kIdna;
}

std::optional<std::string> to_ascii(std::string_view text) {
  std::string out;
  icu::StringByteSink<std::string> sink{&out};
  icu::IDNAInfo info;
  UErrorCode error = U_ZERO_ERROR;
  uts46().nameToASCII_UTF8({text.data(), static_cast<std::int32_t>(text.size())}, sink, info, error);
  if (U_FAILURE(error) || info.hasErrors()) return std::nullopt;
  return out;
}

constexpr bool is_letter_or_digit(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// is_plain() for names of more than kLanes octets, kLanes at a time.
template <std::size_t kLanes>
bool is_plain_by(std::string_view name) noexcept {
  using Octets [[gnu::vector_size(kLanes)]] = std::uint8_t;
  const auto load = [](const char* at) {
    Octets octets{};
    std::memcpy(&octets, at, sizeof octets);
    return octets;
  };
  const auto all = [](char c) { return Octets{} + static_cast<std::uint8_t>(c); };
  const auto any = [](const Octets& octets) {
    std::array<std::uint64_t, kLanes / 8> words;
    std::memcpy(words.data(), &octets, sizeof octets);
    return (words.front() | words.back()) != 0;
  };
  const Octets dot = all('.'), a = all('a'), letters = all('z' - 'a'), zero = all('0'), digits = all('9' - '0');
  Octets bad{}, dots{};
  const std::size_t last = name.size() - kLanes - 1;
  for (std::size_t at = 0;; at = std::min(at + kLanes, last)) {  // the last ones may overlap those before them
    const Octets octets = load(name.data() + at);
    const Octets is_dot = (Octets)(octets == dot), before_dot = (Octets)(load(name.data() + at + 1) == dot);
    bad |= ~((Octets)(octets - a <= letters) | (Octets)(octets - zero <= digits) | is_dot) | (is_dot & before_dot);
    dots |= is_dot;
    if (at == last) break;
  }
  return !any(bad) && any(dots) && name.front() != '.' && is_letter_or_digit(name.back());
}

/// True for what nearly all names are: 9 to 64 octets, two labels or more, of letters and digits. No label of these can
/// be too long.
bool is_plain(std::string_view name) noexcept {
  if (name.size() > 64 || name.size() < 9) return false;
  return name.size() > 16 ? is_plain_by<16>(name) : is_plain_by<8>(name);
}

NameFault check_label(std::string_view label) {
  if (label.empty()) return NameFault::empty_label;
  if (label.size() > kLongestLabel) return NameFault::long_label;
  for (const char c : label) {
    if (!kLetterDigitHyphen[static_cast<unsigned char>(c)]) return NameFault::bad_character;
  }
  if (label.front() == '-' || label.back() == '-') return NameFault::hyphen;
  if (label.size() < 4 || label[2] != '-' || label[3] != '-') return NameFault::none;
  if (!label.starts_with("xn--")) return NameFault::hyphen;
  const auto again = to_ascii(label);
  return again && *again == label ? NameFault::none : NameFault::not_idna;
}

}  // namespace

std::string_view to_text(NameFault fault) noexcept {
  switch (fault) {
    case NameFault::none:
      return "none";
    case NameFault::empty:
      return "an empty name";
    case NameFault::long_name:
      return "a name of more than 253 octets";
    case NameFault::empty_label:
      return "an empty label";
    case NameFault::long_label:
      return "a label of more than 63 octets";
    case NameFault::bad_character:
      return "a character other than a-z, 0-9 and hyphen";
    case NameFault::hyphen:
      return "a hyphen where none may be";
    case NameFault::not_idna:
      return "an A-label that UTS #46 does not accept";
    case NameFault::single_label:
      return "a single label";
  }
  return "";
}

NameFault check_name(std::string_view name) {
  if (is_plain(name)) return NameFault::none;
  if (name.empty()) return NameFault::empty;
  if (name.size() > kLongestName) return NameFault::long_name;
  std::size_t labels = 0;
  while (true) {
    const auto dot = name.find('.');
    if (const NameFault fault = check_label(name.substr(0, dot)); fault != NameFault::none) return fault;
    ++labels;
    if (dot == std::string_view::npos) break;
    name.remove_prefix(dot + 1);
  }
  return labels == 1 ? NameFault::single_label : NameFault::none;
}

std::optional<std::string> canonical_name(std::string_view text) {
  if (text.starts_with('.')) text.remove_prefix(1);
  if (text.ends_with('.')) text.remove_suffix(1);
  if (text.size() > 4 * kLongestName) return std::nullopt;
  auto name = to_ascii(text);
  if (!name) return std::nullopt;
  const NameFault fault = check_name(*name);
  if (fault != NameFault::none && fault != NameFault::single_label) return std::nullopt;
  return name;
}

}  // namespace dgacast
