// SPDX-License-Identifier: Apache-2.0
#include "dga/core/period.h"

#include <bit>

#include "dga/core/seed.h"

namespace dgacast {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::seconds;

Period fixed(seconds length, UtcSeconds anchor, UtcSeconds instant) {
  auto number = (instant - anchor) / length;
  if ((instant - anchor) % length < seconds{0})
    --number;  // division rounds toward zero, windows go on before the anchor
  const UtcSeconds begin = anchor + number * length;
  return {begin, begin + length};
}

Period part_of_month(std::uint32_t first_days, UtcSeconds instant) {
  const auto day = floor<days>(instant);
  const std::chrono::year_month_day date{day};
  const auto month = date.year() / date.month();
  auto first = static_cast<unsigned>(date.day());
  while ((first_days >> first & 1u) == 0) --first;
  const unsigned last = static_cast<unsigned>((month / std::chrono::last).day());
  unsigned next = static_cast<unsigned>(date.day()) + 1;
  while (next <= last && (first_days >> next & 1u) == 0) ++next;
  const UtcDay begin{month / static_cast<int>(first)};
  return {begin, begin + days{next - first}};
}

std::string length_text(seconds length) {
  if (length % days{1} != seconds{0}) return std::to_string(length.count()) + " s";
  const auto count = length / days{1};
  return std::to_string(count) + (count == 1 ? " day" : " days");
}

}  // namespace

Period PeriodRule::containing(const Seed& seed, UtcSeconds instant) const {
  switch (kind_) {
    case Kind::unbounded:
      return kUnbounded;
    case Kind::fixed:
      return fixed(length_, anchor_, instant);
    case Kind::days_of_parameter:
      return fixed(days{seed.u32(text_)}, anchor_, instant);
    case Kind::month_days:
      return part_of_month(first_days_, instant);
    case Kind::custom:
      return window_(seed, instant);
    case Kind::custom_of:
      return window_of_(self_, seed, instant);
  }
  return kUnbounded;
}

std::string PeriodRule::text(const Seed& seed) const {
  switch (kind_) {
    case Kind::unbounded:
      return "unbounded";
    case Kind::fixed:
      if (length_ == days{7} && anchor_ == midnight(1970, 1, 5)) return "ISO week";
      return length_text(length_);
    case Kind::days_of_parameter:
      return length_text(days{seed.u32(text_)});
    case Kind::month_days: {
      if (first_days_ == 2) return "month";
      constexpr int kMostNamed = 8;
      if (std::popcount(first_days_) > kMostNamed) return std::to_string(std::popcount(first_days_)) + " parts a month";
      std::string out = "days ";
      for (std::uint32_t day = 1; day <= 31; ++day) {
        if ((first_days_ >> day & 1u) == 0) continue;
        if (day > 1) out.append(", ");
        out.append(std::to_string(day));
      }
      return out.append(" of the month");
    }
    case Kind::custom:
    case Kind::custom_of:
      return std::string(text_);
  }
  return {};
}

}  // namespace dgacast
