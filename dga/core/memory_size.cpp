// SPDX-License-Identifier: Apache-2.0
#include "dga/core/memory_size.h"

#include <charconv>
#include <limits>

namespace dgacast {

std::optional<std::uint64_t> parse_memory_size(std::string_view text) noexcept {
  constexpr std::string_view kUnits = "kMG";
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || end - rest > 1) return std::nullopt;
  if (rest == end) return number;
  const auto unit = kUnits.find(*rest);
  if (unit == std::string_view::npos) return std::nullopt;
  const std::uint64_t factor = std::uint64_t{1} << 10 * (unit + 1);
  if (number > std::numeric_limits<std::uint64_t>::max() / factor) return std::nullopt;
  return number * factor;
}

}  // namespace dgacast
