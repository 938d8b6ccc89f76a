// SPDX-License-Identifier: Apache-2.0
// SOA serials (RFC 1035, 3.3.13) and how they move (RFC 1982).
#pragma once
#include <cstdint>
#include <optional>

#include "dga/core/calendar.h"

namespace dgacast {

/// True when a server that has `old` takes `serial` for a newer zone: sequence space arithmetic, RFC 1982, 3.2.
constexpr bool newer_serial(std::uint32_t serial, std::uint32_t old) noexcept {
  const std::uint32_t step = serial - old;
  return step != 0 && step < 0x8000'0000;
}

/// The serial of changed content: `wanted` when a server that has `old` would take it, or the next after `old`. So it
/// never goes back, whatever the clock says and whichever rule made `old`.
constexpr std::uint32_t next_serial(std::optional<std::uint32_t> old, std::uint32_t wanted) noexcept {
  return !old || newer_serial(wanted, *old) ? wanted : *old + 1;
}

/// YYYYMMDD00 of the day that holds `instant`. Good until 4294-12-31.
inline std::uint32_t date_serial(UtcSeconds instant) noexcept {
  const CivilDate date = civil(instant);
  return ((date.year * 100 + date.month) * 100 + date.day) * 100;
}

}  // namespace dgacast
