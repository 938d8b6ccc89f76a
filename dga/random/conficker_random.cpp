// SPDX-License-Identifier: Apache-2.0
// This file is compiled once for each instruction set: foreach_target.h includes it again and again.
#include "dga/random/conficker_random.h"

#include <algorithm>
#include <bit>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "dga/random/conficker_random.cpp"
#include <hwy/foreach_target.h>
// After it, not in the order of the alphabet.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dgacast::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// One chain: its word is in the first lane, the other is idle.
using Words = hn::CappedTag<std::uint64_t, 2>;
using Doubles = hn::CappedTag<double, 2>;
using WordVector = hn::Vec<Words>;
using DoubleVector = hn::Vec<Doubles>;

/// The nearest doubles.
HWY_INLINE DoubleVector to_double(WordVector words) {
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
  return DoubleVector{_mm_cvtepu64_pd(words.raw)};  // Highway has it for signed words only
#else
  // The halves become the low digits of 2^84 and 2^52, which are taken away again: two exact numbers and one rounding.
  constexpr std::uint64_t k84 = 0x4530'0000'0000'0000, k52 = 0x4330'0000'0000'0000;
  const Words d;
  const Doubles f;
  const WordVector high = hn::Or(hn::ShiftRight<32>(words), hn::Set(d, k84));
  const WordVector low = hn::Or(hn::And(words, hn::Set(d, 0xFFFF'FFFF)), hn::Set(d, k52));
  return hn::Add(hn::Sub(hn::BitCast(f, high), hn::Set(f, 0x1p84 + 0x1p52)), hn::BitCast(f, low));
#endif
}

std::uint64_t conficker_draw(const ConfickerConstants& constants, bool x87, std::uint64_t first,
                             std::span<std::int32_t> values, std::span<char> letters) {
  const Words d;
  const WordVector factor = hn::Set(d, constants.factor);
  WordVector word = hn::Set(d, first);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const DoubleVector k = to_double(word), sum = to_double(hn::Mul(word, factor));
    if (hn::GetLane(sum) >= 0x1p54 && hn::GetLane(k) >= 8.0) {
      // Nothing that is added can change a digit: |sine| <= 1 is at most half of the least spacing at 2^54 (a tie goes
      // to 2^54, which is even), the addend is less than 1, and ln(k) < 45 is less than half of the spacing at 2^60.
      word = hn::BitCast(d, hn::Mul(hn::Mul(sum, k), k));
    } else {  // one of a thousand
      word = hn::Set(d, conficker_step(constants, x87, hn::GetLane(word)));
    }
    const auto low = static_cast<std::uint32_t>(hn::GetLane(word));
    values[i] = static_cast<std::int32_t>(low);
    letters[i] = static_cast<char>('a' + std::min(low, 0u - low) % 26);
  }
  return hn::GetLane(word);
}

}  // namespace
}  // namespace dgacast::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dgacast {
namespace {

HWY_EXPORT(conficker_draw);

/// The sine by FSIN, which takes its argument modulo twice a pi of 66 bits. Needs an integer k of 0 to 2^63, from which
/// on FSIN leaves its operand as it is.
double fsin(double k) noexcept {
  if (k >= 0x1p63) return k;
  __extension__ using Wide = unsigned __int128;
  constexpr Wide kPi = Wide{3} << 64 | 0x243F'6A88'85A3'08D3;
  const Wide rest = (static_cast<Wide>(k) << 64) % (2 * kPi);
  return rest > kPi ? -std::sin(static_cast<double>(2 * kPi - rest) * 0x1p-64)
                    : std::sin(static_cast<double>(rest) * 0x1p-64);
}

}  // namespace

std::uint64_t conficker_step(const ConfickerConstants& constants, bool x87, std::uint64_t word) noexcept {
  const auto k = static_cast<double>(word), product = static_cast<double>(word * constants.factor);
  const double sine = x87 ? fsin(k) : std::sin(k);
  return std::bit_cast<std::uint64_t>(((product + sine) * k + constants.addend) * k + std::log(k));
}

std::uint64_t conficker_draw(const ConfickerConstants& constants, bool x87, std::uint64_t word,
                             std::span<std::int32_t> values, std::span<char> letters) noexcept {
  return HWY_DYNAMIC_DISPATCH(conficker_draw)(constants, x87, word, values, letters);
}

void ConfickerRandom::draw() noexcept {
  const std::size_t left = kDrawn - next_;
  std::copy(values_.end() - static_cast<std::ptrdiff_t>(left), values_.end(), values_.begin());
  std::copy(letters_.end() - static_cast<std::ptrdiff_t>(left), letters_.end(), letters_.begin());
  word_ = conficker_draw(constants_, x87_, word_, std::span{values_}.subspan(left), std::span{letters_}.subspan(left));
  next_ = 0;
}

}  // namespace dgacast
#endif
