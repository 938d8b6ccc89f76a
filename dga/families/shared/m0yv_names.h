// SPDX-License-Identifier: Apache-2.0
// The names of both DGAs of M0yv, which differ in how they come to the seed.
#pragma once
#include <cstdint>

#include "dga/core/domain_list.h"
#include "dga/random/lcg.h"

namespace dgacast {

/// Appends 128 .biz names of 5 to 9 letters; each has a generator of its own, started from `seed` and its number.
inline void m0yv_names(std::uint32_t seed, DomainList& out) {
  constexpr std::uint32_t kCount = 128;
  for (std::uint32_t number = 0; number < kCount; ++number) {
    MsvcRand random{seed ^ number};
    const std::uint32_t length = 5 + random.next() % 5;
    for (std::uint32_t k = 0; k < length; ++k) out.put(static_cast<char>('a' + random.next() % 26));
    out.put(".biz");
    out.end();
  }
}

}  // namespace dgacast
