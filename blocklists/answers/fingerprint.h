// SPDX-License-Identifier: Apache-2.0
// What an index knows of a name: 40 bits of XXH3. Two of 30 million names share one with 3 in 100,000 others; each is
// proved by making the list again.
#pragma once
#ifndef XXH_INLINE_ALL
#define XXH_INLINE_ALL  // short names: a call would cost as much as the hash
#endif
#include <xxhash.h>

#include <cstdint>
#include <string_view>

namespace dgacast {

inline constexpr std::uint32_t kFingerprintBits = 40;

/// The upper 40 bits of XXH3-64 (seed 0) of the octets of `name`.
inline std::uint64_t fingerprint(std::string_view name) noexcept {
  return XXH3_64bits(name.data(), name.size()) >> (64 - kFingerprintBits);
}

}  // namespace dgacast
