// SPDX-License-Identifier: Apache-2.0
// The labels of Necurs, several at once. A label is a chain of some thirty mixes, each of 21 to 148 rounds, every round
// needing the one before it: one chain leaves the processor idle, so a lane of a vector runs each (Highway chooses the
// vectors at run time), and takes up the next label when it is done.
#pragma once
#include <array>
#include <cstdint>
#include <span>

namespace dgacast {

/// Necurs' mixing function.
constexpr std::uint64_t necurs_mix(std::uint64_t value) noexcept {
  const std::uint64_t end = 8 * ((value & 0x7F) + 21);  // from the value that came in
  for (std::uint64_t step = 0; step < end; step += 8) value += ((value * 7) ^ (value << 15)) + step - (value >> 5);
  return value;
}

struct NecursLabel {
  std::uint64_t state;  ///< after the last letter: it chooses the suffix
  std::uint32_t length;
  std::array<char, 21> text;  ///< the first `length` letters count: 7 to 21
};

/// Makes labels.size() labels, number 0 first: label i begins with mix(mix(slot + i) + magic).
void necurs_labels(std::uint64_t slot, std::uint64_t magic, std::span<NecursLabel> labels) noexcept;

}  // namespace dgacast
