// SPDX-License-Identifier: Apache-2.0
// Sizes of memory as people write them: 512M.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace dgacast {

/// The least that a run can be given, in bytes: the program itself takes a third of it.
inline constexpr std::uint64_t kLeastMemory = std::uint64_t{128} << 20;

/// Bytes, of a decimal number that may be followed by k, M or G (powers of 1024). Nothing for what is not such a size,
/// or is too large to count.
std::optional<std::uint64_t> parse_memory_size(std::string_view text) noexcept;

}  // namespace dgacast
