// SPDX-License-Identifier: Apache-2.0
#include "dga/core/alphabet.h"

#include <array>

namespace dgacast {
namespace {

/// How often each character is drawn.
using Weights = std::array<std::uint32_t, 256>;

/// What "a-fk-o" holds. False when a range ends before it begins.
bool add(std::string_view text, Alphabet::Characters& characters, Weights& weights) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool range = i + 2 < text.size() && text[i + 1] == '-';
    const auto first = static_cast<unsigned char>(text[i]), last = static_cast<unsigned char>(text[range ? i + 2 : i]);
    if (last < first) return false;
    for (unsigned c = first; c <= last; ++c) {
      characters.set(c);
      ++weights[c];
    }
    if (range) i += 2;
  }
  return true;
}

/// As many characters, drawn evenly, would meet as often: one over the sum of the squares of the shares.
std::uint32_t effective_size(const Weights& weights) noexcept {
  std::uint64_t all = 0, squares = 0;
  for (const std::uint64_t weight : weights) {
    all += weight;
    squares += weight * weight;
  }
  return squares == 0 ? 0 : static_cast<std::uint32_t>(all * all / squares);
}

/// The characters at the front of a text.
std::string_view front(std::string_view text) noexcept { return text.substr(0, text.find_first_of(" ,;")); }

}  // namespace

std::optional<Alphabet> Alphabet::parse(std::string_view text) {
  constexpr std::string_view kAlso = " also ";
  Alphabet alphabet;
  if (text.empty()) return alphabet;
  Weights weights{}, others{};
  if (!add(front(text), alphabet.usual_, weights) || alphabet.usual_.none()) return std::nullopt;
  alphabet.all_ = alphabet.usual_;
  if (const auto also = text.find(kAlso); also != std::string_view::npos) {
    if (!add(front(text.substr(also + kAlso.size())), alphabet.all_, others)) return std::nullopt;
  }
  alphabet.text_ = text;
  alphabet.size_ = effective_size(weights);
  return alphabet;
}

}  // namespace dgacast
