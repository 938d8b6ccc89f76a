// SPDX-License-Identifier: Apache-2.0
#include "blocklists/names/hostname.h"

#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include <algorithm>
#include <array>
#include <bit>
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

/// Which of eight octets are dots, and which are letters, digits or dots: a bit each, the first octet's the lowest.
struct Kinds {
  std::uint64_t dots, good;
};

Kinds kinds_of(const char* eight) noexcept {
  // Eight sums at once: below 128 no octet's sum carries into the next, and its highest bit says how it compares.
  constexpr std::uint64_t kEach = 0x0101'0101'0101'0101, kHigh = 0x80 * kEach;
  std::uint64_t octets = 0;
  std::memcpy(&octets, eight, sizeof octets);
  if constexpr (std::endian::native == std::endian::big) octets = __builtin_bswap64(octets);
  const std::uint64_t low = octets & ~kHigh;
  const auto from = [low](std::uint64_t least) { return low + (0x80 - least) * kEach; };
  const std::uint64_t letters = from('a') & ~from('z' + 1), digits = from('0') & ~from('9' + 1),
                      dots = from('.') & ~from('.' + 1);
  const auto bits = [octets](std::uint64_t marks) {
    return ((marks & ~octets & kHigh) >> 7) * std::uint64_t{0x0102'0408'1020'4080} >> 56;
  };
  return {bits(dots), bits(letters | digits | dots)};
}

/// True for what nearly all names are: 8 to 64 octets, two labels or more, of letters and digits. No label of these can
/// be too long.
bool is_plain(std::string_view name) noexcept {
  const std::size_t size = name.size();
  if (size < 8 || size > 64) return false;
  std::uint64_t dots = 0, good = 0;
  for (std::size_t at = 0;; at = std::min(at + 8, size - 8)) {  // the last eight may overlap those before them
    const Kinds kinds = kinds_of(name.data() + at);
    dots |= kinds.dots << at;
    good |= kinds.good << at;
    if (at + 8 == size) break;
  }
  const std::uint64_t all = ~std::uint64_t{0} >> (64 - size), ends = 1 | std::uint64_t{1} << (size - 1);
  return good == all && dots != 0 && (dots & ends) == 0 && (dots & dots << 1) == 0;
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
