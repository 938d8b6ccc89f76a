// SPDX-License-Identifier: Apache-2.0
// The parameter of families whose seeds say how many names a bot tries.
#pragma once
#include <cstdint>

#include "dga/core/seed.h"

namespace dgacast {

/// The most names that a seed may ask for in one list: beyond all bots, and small enough to be made in memory.
inline constexpr std::uint64_t kMostCount = 10'000'000;

inline constexpr ParameterSpec kCountParameter{.name = "count", .type = ParameterType::u32, .max = kMostCount};
/// Without it the list ends where the bot's rule says.
inline constexpr ParameterSpec kOptionalCountParameter{
    .name = "count", .type = ParameterType::u32, .max = kMostCount, .optional = true};

}  // namespace dgacast
