// SPDX-License-Identifier: Apache-2.0
// The four registers of the first Ranbyus, which Mirai took over.
#pragma once
#include <cstdint>

#include "dga/core/calendar.h"

namespace dgacast {

class RanbyusRegisters {
 public:
  /// Starts from a date and the campaign's number.
  RanbyusRegisters(const CivilDate& date, std::uint32_t seed) noexcept
      : day_(date.day), month_(date.month), year_(date.year), seed_(seed) {}

  /// The next letter, never a z.
  char next_letter() noexcept {
    step(day_, seed_);
    year_ = (year_ & 0xFFFF'FFF0) << 17 ^ (year_ ^ 7 * year_) >> 11;
    month_ = 14 * (month_ & 0xFFFF'FFFE) ^ (month_ ^ 4 * month_) >> 8;
    return letter(day_ ^ month_ ^ year_);
  }
  std::uint32_t day() const noexcept { return day_; }
  std::uint32_t month() const noexcept { return month_; }
  std::uint32_t year() const noexcept { return year_; }

  /// The two registers in which the seed is: they take no notice of the other two.
  static constexpr void step(std::uint32_t& day, std::uint32_t& seed) noexcept {
    day = day >> 15 ^ 16 * ((day & 0x1FFF) ^ 4 * (seed ^ day));
    seed = seed >> 6 ^ ((day + 8 * seed) << 8 & 0x3FF'FF00);
  }
  static constexpr char letter(std::uint32_t sum) noexcept { return static_cast<char>('a' + sum % 25); }

 private:
  std::uint32_t day_, month_, year_, seed_;
};

}  // namespace dgacast
