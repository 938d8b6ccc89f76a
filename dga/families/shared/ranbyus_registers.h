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
    day_ = day_ >> 15 ^ 16 * ((day_ & 0x1FFF) ^ 4 * (seed_ ^ day_));
    year_ = (year_ & 0xFFFF'FFF0) << 17 ^ (year_ ^ 7 * year_) >> 11;
    month_ = 14 * (month_ & 0xFFFF'FFFE) ^ (month_ ^ 4 * month_) >> 8;
    seed_ = seed_ >> 6 ^ ((day_ + 8 * seed_) << 8 & 0x3FF'FF00);
    return static_cast<char>('a' + (day_ ^ month_ ^ year_) % 25);
  }
  /// What month and year change of a letter; without the seed's part.
  std::uint32_t others() const noexcept { return month_ ^ year_; }
  std::uint32_t day() const noexcept { return day_; }

 private:
  std::uint32_t day_, month_, year_, seed_;
};

}  // namespace dgacast
