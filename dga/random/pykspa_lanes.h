// SPDX-License-Identifier: Apache-2.0
// The home-made cipher of Pykspa's second algorithm, for several slots at once, one in each lane of the processor's
// vectors (Highway chooses at run time): each of its 360,000 steps waits for the one before it.
#pragma once
#include <array>
#include <cstdint>
#include <span>

namespace dgacast {

/// A slot's digest in hex, and which of its digits become the seed: four from here on, at most 60.
struct PykspaSlot {
  std::array<char, 64> hex;
  std::size_t first;
};

/// Slots that are worth a call.
inline constexpr std::size_t kPykspaSlots = 16;

/// The seed of each slot. Both have the same size.
void pykspa_seeds(std::span<const PykspaSlot> slots, std::span<std::uint32_t> seeds) noexcept;

}  // namespace dgacast
