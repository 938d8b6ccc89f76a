// SPDX-License-Identifier: Apache-2.0
// This file is compiled once for each instruction set: foreach_target.h includes it again and again.
#include "dga/random/base36_lanes.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "dga/random/base36_lanes.cpp"
#include <hwy/foreach_target.h>
// After it, not in the order of the alphabet.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dgacast::HWY_NAMESPACE {
namespace {

#if HWY_TARGET == HWY_SCALAR  // one lane, which has no parts

void base36_each(const std::uint32_t* numbers, std::size_t count, Base36Digits* digits) {
  std::transform(numbers, numbers + count, digits, base36_digits);
}

#else

namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::CappedTag<std::uint32_t, kBase36Step>;
using Vector = hn::Vec<Lanes>;

/// The integer part of `numbers` * `factor`, for numbers below 2^24, which a float holds.
HWY_INLINE Vector scaled(Vector numbers, float plus, float factor) {
  const hn::RebindToSigned<Lanes> d_int;
  const hn::RebindToFloat<Lanes> d_float;
  const auto product = hn::Mul(hn::Add(hn::ConvertTo(d_float, hn::BitCast(d_int, numbers)), hn::Set(d_float, plus)),
                               hn::Set(d_float, factor));
  return hn::BitCast(Lanes{}, hn::ConvertTo(d_int, product));
}

/// Four digits of numbers below 36^4, the first in the lowest octet.
HWY_INLINE Vector four_digits(Vector numbers) {
  constexpr std::uint32_t kPair = 36 * 36;
  const Lanes d;
  const hn::Repartition<std::uint16_t, Lanes> d16;
  const hn::Repartition<std::uint8_t, Lanes> d8;
  // (n + 1/2) / kPair is farther from each integer (1/2592) than the product is from it (kPair / 2^23).
  const Vector high = scaled(numbers, 0.5F, 1.0F / static_cast<float>(kPair));
  const Vector low = hn::Sub(numbers, hn::Mul(high, hn::Set(d, kPair)));
  const auto pairs = hn::BitCast(d16, hn::Or(high, hn::ShiftLeft<16>(low)));
  // 1821 / 2^16 is 1 / 36 and 20 / (36 * 2^16) more: too little to matter below kPair.
  const auto firsts = hn::MulHigh(pairs, hn::Set(d16, 1821));
  const auto seconds = hn::Sub(pairs, hn::Mul(firsts, hn::Set(d16, 36)));
  const auto values = hn::BitCast(d8, hn::Or(firsts, hn::ShiftLeft<8>(seconds)));
  const auto beyond_digits = hn::IfThenElseZero(hn::Gt(values, hn::Set(d8, 9)), hn::Set(d8, 'a' - '9' - 1));
  return hn::BitCast(d, hn::Add(hn::Add(values, hn::Set(d8, '0')), beyond_digits));
}

void base36_each(const std::uint32_t* numbers, std::size_t count, Base36Digits* digits) {
  constexpr std::uint32_t kFour = 36 * 36 * 36 * 36;  // 2^8 * 6561
  const Lanes d;
  const Vector four = hn::Set(d, kFour);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const Vector number = hn::LoadU(d, numbers + i);
    // The factor is less than 1 / 6561 by so much that the quotient is never too large, and at most one too small.
    Vector high = scaled(hn::ShiftRight<8>(number), 0, 0.99999976F / 6561);
    Vector low = hn::Sub(number, hn::Mul(high, four));
    const auto small = hn::Lt(low, four);
    high = hn::Add(high, hn::IfThenZeroElse(small, hn::Set(d, 1)));
    low = hn::IfThenElse(small, low, hn::Sub(low, four));
    hn::StoreInterleaved2(four_digits(high), four_digits(low), d, &digits[i].first);
  }
}

#endif

}  // namespace
}  // namespace dgacast::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dgacast {
namespace {

HWY_EXPORT(base36_each);

}  // namespace

void base36_each(std::span<const std::uint32_t> numbers, std::span<Base36Digits> digits) noexcept {
  HWY_DYNAMIC_DISPATCH(base36_each)(numbers.data(), numbers.size(), digits.data());
}

}  // namespace dgacast
#endif
