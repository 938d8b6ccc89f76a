// SPDX-License-Identifier: Apache-2.0
// This file is compiled once for each instruction set: foreach_target.h includes it again and again.
#include "dga/random/tinba_lanes.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "dga/random/tinba_lanes.cpp"
#include <hwy/foreach_target.h>
// After it, not in the order of the alphabet.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dgacast::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::CappedTag<std::uint8_t, 64>;
using Vector = hn::Vec<Lanes>;
static_assert(TinbaChains::kCount % 64 == 0);

/// As tinba_next(), but all lanes go on until each has had its letter, which is kept with the sum that it had then. So
/// a try waits for the two operations before it alone.
void next_of_vector(TinbaChains& chains, std::size_t lane) {
  constexpr int kTries = 4;  // between two looks at who is done
  const Lanes d;
  const Vector one = hn::Set(d, 1), first_letter = hn::Set(d, 'b'), letters = hn::Set(d, 24);
  Vector sum = hn::LoadU(d, chains.sum.data() + lane), letter = hn::LoadU(d, chains.last.data() + lane);
  Vector old = hn::LoadU(d, chains.text[0].data() + lane);
  for (std::size_t k = 0; k < kTinbaLabel; ++k) {
    const Vector behind = hn::LoadU(d, chains.text[k + 1].data() + lane);
    const Vector step = hn::Add(old, behind), first = hn::Add(old, first_letter);
    Vector next = hn::Add(letter, old), next_sum = sum;
    letter = next;
    auto is_done = hn::MaskFromVec(hn::Zero(d));
    do {
      for (int i = 0; i < kTries; ++i) {
        next = hn::Add(hn::Xor(next, next_sum), step);
        const auto is_letter = hn::Lt(hn::Sub(next, first), letters);
        const auto is_first = hn::AndNot(is_done, is_letter);
        letter = hn::IfThenElse(is_first, next, letter);
        sum = hn::IfThenElse(is_first, next_sum, sum);
        is_done = hn::Or(is_done, is_letter);
        next_sum = hn::Add(next_sum, one);
      }
    } while (!hn::AllTrue(d, is_done));
    letter = hn::Sub(letter, old);
    hn::StoreU(letter, d, chains.text[k].data() + lane);
    old = behind;
  }
  hn::StoreU(hn::Set(d, '.'), d, chains.text[kTinbaLabel].data() + lane);
}

void tinba_next_each(TinbaChains& chains) {
  for (std::size_t lane = 0; lane < TinbaChains::kCount; lane += hn::Lanes(Lanes{})) next_of_vector(chains, lane);
}

}  // namespace
}  // namespace dgacast::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dgacast {
namespace {
HWY_EXPORT(tinba_next_each);
}

void tinba_next_each(TinbaChains& chains) noexcept { HWY_DYNAMIC_DISPATCH(tinba_next_each)(chains); }

}  // namespace dgacast
#endif
