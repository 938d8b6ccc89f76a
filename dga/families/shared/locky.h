// SPDX-License-Identifier: Apache-2.0
// What the second and the third DGA of Locky have in common: the mixing step, and how a state becomes a name.
#pragma once
#include <bit>
#include <cstdint>
#include <span>
#include <string_view>

#include "dga/core/domain_list.h"
#include "dga/core/period.h"

namespace dgacast {

class LockyMixer {
 public:
  static constexpr std::uint32_t kIncrement = 0x27100001;

  /// `shift` is the campaign's distance of rotation.
  explicit constexpr LockyMixer(std::uint32_t shift) noexcept : shift_(static_cast<int>(shift)) {}

  constexpr std::uint32_t mix(std::uint32_t value) const noexcept { return std::rotr(0xB11924E1 * value, shift_); }

  /// Appends the name of `state`: `shortest` to `shortest` + 10 letters, never a z, and one of `tlds`.
  void put_name(std::uint32_t state, std::uint32_t shortest, std::span<const std::string_view> tlds,
                DomainList& out) const {
    const std::uint32_t length = state % 11 + shortest;
    for (std::uint32_t k = 0; k < length; ++k) {
      state = mix(std::rotl(state, static_cast<int>(k))) + kIncrement;
      out.put(static_cast<char>('a' + state % 25));
    }
    out.put('.');
    out.put(tlds[(mix(state) + kIncrement) % tlds.size()]);
    out.end();
  }

 private:
  int shift_;
};

/// The days on which a window begins: the bots halve the day of the month, so the first day stands alone.
inline constexpr PeriodRule kLockyPeriod =
    PeriodRule::month_days({1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30});

}  // namespace dgacast
