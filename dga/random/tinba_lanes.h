// SPDX-License-Identifier: Apache-2.0
// The labels of Tinba. Each comes from the one before it, letter by letter, by some eleven tries a letter, and a try
// needs the one before it: one chain cannot be made faster. Many chains at once can: a lane of a vector of octets runs
// each (Highway chooses the vectors at run time).
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace dgacast {

inline constexpr std::size_t kTinbaLabel = 12;
/// The letters, and the octet behind them, which counts too: a dot, but anything in the first domain.
using TinbaText = std::array<char, kTinbaLabel + 1>;

/// Makes the label after `text` of a key with this sum of its octets (modulo 256) and this last octet. Ends for any
/// octets: an exhaustive search found no cycle without a letter.
inline void tinba_next(TinbaText& text, std::uint32_t sum, std::uint32_t last) noexcept {
  constexpr std::uint32_t kFirstLetter = 'b', kLetters = 24;
  std::uint32_t letter = last;  // its low octet counts, here and in all that is made of it
  for (std::size_t k = 0; k < kTinbaLabel; ++k) {
    // A try adds the old letter, takes the sum away by XOR, and adds the old letter behind. With the old letter of the
    // next try added at once, a try is two operations.
    const std::uint32_t old = static_cast<std::uint8_t>(text[k]), step = old + static_cast<std::uint8_t>(text[k + 1]);
    for (letter += old;; ++sum) {
      letter = (letter ^ sum) + step;
      if (static_cast<std::uint8_t>(letter - old - kFirstLetter) < kLetters) break;
    }
    letter -= old;
    text[k] = static_cast<char>(letter & 0xFF);
  }
  text[kTinbaLabel] = '.';
}

/// A chain among others.
struct TinbaChain {
  TinbaText text;          ///< where it is
  std::uint8_t sum, last;  ///< of its key
  char* labels;            ///< room for what it makes, label after label
};
/// tinba_next() `count` times for each chain, however many there are.
void tinba_labels(std::span<TinbaChain> chains, std::size_t count) noexcept;

}  // namespace dgacast
