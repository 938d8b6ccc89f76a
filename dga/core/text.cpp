// SPDX-License-Identifier: Apache-2.0
#include "dga/core/text.h"

#include <algorithm>
#include <cstdint>

namespace dgacast {
namespace {

constexpr bool is_id_sign(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

/// Of a character beyond ASCII.
constexpr bool is_visible(std::uint32_t code) noexcept {
  const auto within = [code](std::uint32_t first, std::uint32_t last) { return code >= first && code <= last; };
  if (code < 0xA0) return false;
  if (code == 0xAD || code == 0x61C || code == 0x180E || code == 0x200B || code == 0xFEFF) return false;
  if (within(0x200E, 0x200F) || within(0x2028, 0x202E) || within(0x2060, 0x206F)) return false;
  if (within(0xFFF9, 0xFFFB) || within(0xFDD0, 0xFDEF) || within(0xE0000, 0xE007F)) return false;
  return (code & 0xFFFE) != 0xFFFE;
}

/// How many bytes at the start of `text`, which is not empty, are one character that may stand in a line; 0: none.
std::size_t visible_at(std::string_view text) noexcept {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return first >= 0x20 && first != 0x7F ? 1 : 0;
  const std::size_t length = first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3 : 4;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  std::uint32_t code = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
    code = code << 6 | (byte(i) & 0x3FU);
  }
  // Longer than needed, a surrogate, or beyond the last character (RFC 3629, 3).
  if ((length == 3 && code < 0x800) || (length == 4 && code < 0x10000) || code > 0x10FFFF) return 0;
  if (code >= 0xD800 && code <= 0xDFFF) return 0;
  return is_visible(code) ? length : 0;
}

/// How many bytes at the start of `text` may stand in a line.
std::size_t visible_prefix(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = visible_at(text.substr(at));
    if (length == 0) break;
    at += length;
  }
  return at;
}

}  // namespace

bool is_id(std::string_view text) noexcept {
  return !text.empty() && text.size() <= kLongestId && std::ranges::all_of(text, is_id_sign);
}

std::string to_id(std::string_view text) {
  std::string id;
  for (const char c : text) {
    if (id.size() == kLongestId) break;
    if (is_id_sign(c)) {
      id.push_back(c);
    } else if (!id.empty() && id.back() != '_') {
      id.push_back('_');
    }
  }
  while (id.ends_with('_')) id.pop_back();
  return id;
}

bool is_line(std::string_view text) noexcept {
  return text.size() <= kLongestLineText && visible_prefix(text) == text.size();
}

std::string printable(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t good = visible_prefix(text);
    out.append(text.substr(0, good));
    text.remove_prefix(good);
    if (text.empty()) break;
    const auto byte = static_cast<unsigned char>(text.front());
    out.append("\\x").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
    text.remove_prefix(1);
  }
  return out;
}

}  // namespace dgacast
