// SPDX-License-Identifier: Apache-2.0
#include "dga/core/alphabet.h"

namespace dgacast {
namespace {

/// What "a-fk-o" holds. False when a range ends before it begins.
bool add(std::string_view text, Alphabet::Characters& characters) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool range = i + 2 < text.size() && text[i + 1] == '-';
    const auto first = static_cast<unsigned char>(text[i]), last = static_cast<unsigned char>(text[range ? i + 2 : i]);
    if (last < first) return false;
    for (unsigned c = first; c <= last; ++c) characters.set(c);
    if (range) i += 2;
  }
  return true;
}

/// The characters at the front of a text.
std::string_view front(std::string_view text) noexcept { return text.substr(0, text.find_first_of(" ,;")); }

}  // namespace

std::optional<Alphabet> Alphabet::parse(std::string_view text) {
  constexpr std::string_view kAlso = " also ";
  Alphabet alphabet;
  if (text.empty()) return alphabet;
  if (!add(front(text), alphabet.usual_) || alphabet.usual_.none()) return std::nullopt;
  alphabet.all_ = alphabet.usual_;
  if (const auto also = text.find(kAlso); also != std::string_view::npos) {
    if (!add(front(text.substr(also + kAlso.size())), alphabet.all_)) return std::nullopt;
  }
  alphabet.text_ = text;
  alphabet.size_ = static_cast<std::uint32_t>(alphabet.usual_.count());
  return alphabet;
}

}  // namespace dgacast
