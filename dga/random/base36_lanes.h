// SPDX-License-Identifier: Apache-2.0
// Numbers in base 36, as many side by side as the processor's vectors have lanes (Highway chooses at run time).
#pragma once
#include <cstdint>
#include <span>

#include "dga/random/base36.h"

namespace dgacast {

/// Numbers that base36_each() takes: a multiple of so many.
inline constexpr std::size_t kBase36Step = 16;

/// The digits of each number, for put_base36(). Both have the same size, a multiple of kBase36Step.
void base36_each(std::span<const std::uint32_t> numbers, std::span<Base36Digits> digits) noexcept;

}  // namespace dgacast
