// SPDX-License-Identifier: Apache-2.0
// The small steps by which the forms of logs take lines apart. No function allocates or throws.
#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "dga/core/ascii.h"

namespace dgacast {

/// The text up to the first `mark`, which is taken off with all marks behind it.
inline std::string_view take_word(std::string_view& text, char mark = ' ') noexcept {
  const auto end = std::min(text.find(mark), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(text.find_first_not_of(mark, end), text.size()));
  return word;
}

/// The text up to the first `mark` (the whole when there is none), which is taken off with that one mark.
inline std::string_view take_field(std::string_view& text, char mark) noexcept {
  const auto end = std::min(text.find(mark), text.size());
  const std::string_view field = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return field;
}

/// A whole decimal number.
inline std::optional<std::uint32_t> number(std::string_view text) noexcept {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The text before the last `mark` (a port), or the whole.
inline std::string_view before_last(std::string_view text, char mark) noexcept {
  const auto at = text.rfind(mark);
  return at == std::string_view::npos ? text : text.substr(0, at);
}

/// What a character may be part of. Tables, because each line asks.
struct CharacterTable {
  static constexpr std::uint8_t kHex = 1, kAddressMark = 2;
  std::array<std::uint8_t, 256> kinds{};
  constexpr CharacterTable() noexcept {
    for (unsigned c = 0; c < kinds.size(); ++c) {
      if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) kinds[c] |= kHex;
      if (c == '.' || c == ':') kinds[c] |= kAddressMark;
    }
  }
  constexpr std::uint8_t operator[](char c) const noexcept { return kinds[static_cast<unsigned char>(c)]; }
};
inline constexpr CharacterTable kCharacters;

/// The bytes of the characters of an address at the beginning of `text`.
inline std::size_t address_size(std::string_view text) noexcept {
  // IPv4, with what ends it, fits into two words: digits and dots (and the slash between them in ASCII) at once.
  if (text.size() >= 2 * sizeof(std::uint64_t)) {
    constexpr std::uint64_t kOnes = 0x0101010101010101, kTops = 0x8080808080808080;
    const auto others = [&text](std::size_t at) {
      std::uint64_t bytes;
      std::memcpy(&bytes, text.data() + at, sizeof bytes);
      const std::uint64_t low = bytes & ~kTops;
      return ((low + (0x7F - '9') * kOnes) | ~(low + (0x80 - '.') * kOnes) | bytes) & kTops;
    };
    const std::uint64_t first = others(0), second = others(8);
    if constexpr (std::endian::native == std::endian::little) {
      const auto size =
          static_cast<std::size_t>(first != 0 ? std::countr_zero(first) / 8 : 8 + std::countr_zero(second) / 8);
      if (size < 16 && text[size] == '#') return size;
    }
  }
  constexpr std::uint8_t kAllowed = CharacterTable::kHex | CharacterTable::kAddressMark;
  std::size_t size = 0;
  while (size < text.size() && (kCharacters[text[size]] & kAllowed) != 0) ++size;
  return size;
}

/// True for what has the characters of an IPv4 or IPv6 address, which may name a zone (`%eth0`).
inline bool is_address(std::string_view text) noexcept {
  constexpr std::uint8_t kAllowed = CharacterTable::kHex | CharacterTable::kAddressMark;
  std::uint8_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::uint8_t kind = kCharacters[text[i]];
    if ((kind & kAllowed) == 0) {
      if (text[i] != '%' || i == 0) return false;
      break;
    }
    seen |= kind;
  }
  return text.size() >= 2 && (seen & CharacterTable::kAddressMark) != 0;
}

/// `192.0.2.1:53`, `[2001:db8::1]:53`, `2001:db8::1:53` (the last part is the port), without the port. `mark` is what
/// stands before the port.
inline std::string_view without_port(std::string_view text, char mark = ':') noexcept {
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    return text.substr(1, end == std::string_view::npos ? end : end - 1);
  }
  return before_last(text, mark);
}

/// Without one pair of quotes around it.
inline std::string_view unquoted(std::string_view text) noexcept {
  if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
    return text.substr(1, text.size() - 2);
  return text;
}

/// True when `text` may be the mnemonic of a record type or class: "A", "TYPE65", "NSEC3", "ANY".
inline bool is_type(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 16 && is_letter(text.front()) &&
         std::ranges::all_of(text, [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z') || c == '-'; });
}
inline bool is_class(std::string_view text) noexcept {
  return text == "IN" || text == "CH" || text == "HS" || text == "ANY" || text == "NONE" || text.starts_with("CLASS");
}

/// True for what may be a name that somebody asked for, and not a URL, a path or a sentence.
inline bool may_be_name(std::string_view text) noexcept {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_digit(c) || is_letter(c) || c == '.' || c == '-' || c == '_' || c == '*' ||
           (static_cast<unsigned char>(c) & 0x80) != 0;
  });
}

/// The value of `key` in a line that is `key=value key="quoted value" ...`, as logfmt and its relatives are; empty when
/// there is none.
inline std::string_view logfmt_value(std::string_view line, std::string_view key) noexcept {
  for (std::size_t at = line.find(key); at != std::string_view::npos; at = line.find(key, at + 1)) {
    const std::size_t end = at + key.size();
    if (end >= line.size() || line[end] != '=' || (at > 0 && line[at - 1] != ' ' && line[at - 1] != '\t')) continue;
    std::string_view value = line.substr(end + 1);
    if (value.starts_with('"')) return value.substr(1, std::min(value.find('"', 1), value.size()) - 1);
    return value.substr(0, value.find(' '));
  }
  return {};
}

}  // namespace dgacast
