// SPDX-License-Identifier: Apache-2.0
#include "dga/core/partial_date.h"

#include <algorithm>

#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::size_t kYear = 4, kMonth = 7, kDay = 10;  // lengths of the three forms

}  // namespace

UtcSeconds PartialDate::begin() const noexcept {
  return midnight(year, std::max<std::uint32_t>(month, 1), std::max<std::uint32_t>(day, 1));
}

std::optional<PartialDate> parse_partial_date(std::string_view text) {
  if (text.empty()) return PartialDate{};
  if (text.size() != kYear && text.size() != kMonth && text.size() != kDay) return std::nullopt;
  const std::string whole = std::string(text) + std::string("-01-01").substr(text.size() - kYear);
  try {
    const CivilDate date = civil(parse_date(whole, ""));
    return PartialDate{static_cast<std::uint16_t>(date.year),
                       static_cast<std::uint8_t>(text.size() >= kMonth ? date.month : 0),
                       static_cast<std::uint8_t>(text.size() >= kDay ? date.day : 0)};
  } catch (const InputError&) {
    return std::nullopt;
  }
}

std::string to_text(const PartialDate& date) {
  if (!date.known()) return {};
  return format_date(date.begin()).substr(0, date.day != 0 ? kDay : date.month != 0 ? kMonth : kYear);
}

}  // namespace dgacast
