// SPDX-License-Identifier: Apache-2.0
// This file is compiled once for each instruction set: foreach_target.h includes it again and again.
#include "dga/families/shared/conficker_random.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "dga/families/shared/conficker_random.cpp"
#include <hwy/foreach_target.h>
// After it, not in the order of the alphabet.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dgacast::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// One chain: its word is in the first lane, the other is idle.
using Words = hn::CappedTag<std::uint64_t, 2>;
using WordVector = hn::Vec<Words>;
using DoubleVector = hn::Vec<hn::RebindToFloat<Words>>;
// A chain a lane.
using Lanes = hn::CappedTag<std::uint64_t, kConfickerChains>;

#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3  // Highway has it for signed words only
HWY_INLINE __m128d to_double(__m128i words) { return _mm_cvtepu64_pd(words); }
HWY_INLINE __m256d to_double(__m256i words) { return _mm256_cvtepu64_pd(words); }
HWY_INLINE __m512d to_double(__m512i words) { return _mm512_cvtepu64_pd(words); }
#endif

/// The nearest doubles.
template <typename D>
HWY_INLINE hn::Vec<hn::RebindToFloat<D>> to_double(D d, hn::Vec<D> words) {
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
  (void)d;
  return hn::Vec<hn::RebindToFloat<D>>{to_double(words.raw)};
#else
  // The halves become the low digits of 2^84 and 2^52, which are taken away again: two exact numbers and one rounding.
  constexpr std::uint64_t k84 = 0x4530'0000'0000'0000, k52 = 0x4330'0000'0000'0000;
  const hn::RebindToFloat<D> f;
  const auto high = hn::Or(hn::ShiftRight<32>(words), hn::Set(d, k84));
  const auto low = hn::Or(hn::And(words, hn::Set(d, 0xFFFF'FFFF)), hn::Set(d, k52));
  return hn::Add(hn::Sub(hn::BitCast(f, high), hn::Set(f, 0x1p84 + 0x1p52)), hn::BitCast(f, low));
#endif
}

std::uint64_t conficker_draw(const ConfickerConstants& constants, bool x87, std::uint64_t first,
                             std::span<std::int32_t> values, std::span<char> letters) {
  const Words d;
  const WordVector factor = hn::Set(d, constants.factor);
  WordVector word = hn::Set(d, first);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const DoubleVector k = to_double(d, word), sum = to_double(d, hn::Mul(word, factor));
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

/// Products of numbers below 2^32.
HWY_INLINE hn::Vec<Lanes> times(hn::Vec<Lanes> numbers, std::uint32_t factor) {
#if HWY_TARGET == HWY_SCALAR  // whose lane has no halves
  return hn::Mul(numbers, hn::Set(Lanes{}, factor));
#else
  const hn::Repartition<std::uint32_t, Lanes> halves;
  return hn::MulEven(hn::BitCast(halves, numbers), hn::Set(halves, factor));
#endif
}

constexpr std::size_t kSteps = 8;  // letters that a word has room for

/// The chains of one vector; lanes without a chain run a copy of the first.
struct Chains {
  std::span<ConfickerChain> chains;

  ConfickerChain& of_lane(std::size_t lane) const { return chains[lane < chains.size() ? lane : 0]; }
};

/// conficker_step() one by one for the lanes of `next` whose word is 0, which no word is; `last` are the words before.
HWY_NOINLINE hn::Vec<Lanes> step_alone(const ConfickerConstants& constants, Chains chains, hn::Vec<Lanes> last,
                                       hn::Vec<Lanes> next) {
  const Lanes d;
  HWY_ALIGN std::uint64_t old[kConfickerChains], whole[kConfickerChains];
  hn::Store(last, d, old);
  hn::Store(next, d, whole);
  for (std::size_t lane = 0; lane < hn::Lanes(d); ++lane) {
    if (whole[lane] == 0) whole[lane] = conficker_step(constants, chains.of_lane(lane).x87, old[lane]);
  }
  return hn::Load(d, whole);
}

/// The words after `last`.
HWY_INLINE hn::Vec<Lanes> step(const ConfickerConstants& constants, Chains chains, hn::Vec<Lanes> last) {
  const Lanes d;
  const hn::RebindToFloat<Lanes> f;
  const auto k = to_double(d, last), sum = to_double(d, hn::Mul(last, hn::Set(d, constants.factor)));
  const auto simple = hn::And(hn::Ge(sum, hn::Set(f, 0x1p54)), hn::Ge(k, hn::Set(f, 8.0)));  // as conficker_draw()
  const auto next = hn::BitCast(d, hn::Mul(hn::Mul(sum, k), k));
  if (HWY_LIKELY(hn::AllTrue(f, simple))) return next;
  return step_alone(constants, chains, last, hn::IfThenElseZero(hn::RebindMask(d, simple), next));
}

/// The letters of the words: the magnitude of the low half, a signed number, modulo 26.
HWY_INLINE hn::Vec<Lanes> letters_of(hn::Vec<Lanes> words) {
  const Lanes d;
  const auto low_half = hn::Set(d, 0xFFFF'FFFF);
  const auto low = hn::And(words, low_half);
  const auto magnitude = hn::Min(low, hn::And(hn::Sub(hn::Zero(d), low), low_half));
  // Modulo 26: the product with 2^35 / 26, rounded up, has the quotient of any 32 bits from bit 35 on.
  const auto quotient = hn::ShiftRight<35>(times(magnitude, 0x4EC4'EC4F));
  return hn::Add(hn::Sub(magnitude, times(quotient, 26)), hn::Set(d, 'a'));
}

/// `text` with a letter put behind it, as the words lie in memory.
HWY_INLINE hn::Vec<Lanes> with_letters(hn::Vec<Lanes> text, hn::Vec<Lanes> letters) {
  if constexpr (std::endian::native == std::endian::little) {
    return hn::Or(hn::ShiftRight<8>(text), hn::ShiftLeft<56>(letters));
  } else {
    return hn::Or(hn::ShiftLeft<8>(text), letters);
  }
}

/// conficker_draw() for the chains of one vector.
void draw_vector(const ConfickerConstants& constants, Chains of_vector, std::size_t count) {
  const Lanes d;
  const std::span<ConfickerChain> chains = of_vector.chains;
  const std::size_t used = std::min(hn::Lanes(d), chains.size());
  HWY_ALIGN std::uint64_t words[kSteps][kConfickerChains], letters[kConfickerChains];
  for (std::size_t lane = 0; lane < hn::Lanes(d); ++lane) words[0][lane] = of_vector.of_lane(lane).word;
  auto word = hn::Load(d, words[0]);
  for (std::size_t done = 0; done < count; done += kSteps) {
    auto text = hn::Zero(d);
    for (std::size_t i = 0; i < kSteps; ++i) {
      word = step(constants, of_vector, word);
      hn::Store(word, d, words[i]);
      text = with_letters(text, letters_of(word));
    }
    hn::Store(text, d, letters);
    for (std::size_t lane = 0; lane < used; ++lane) {
      const ConfickerChain& chain = chains[lane];
      for (std::size_t i = 0; i < kSteps; ++i) {
        chain.values[done + i] = static_cast<std::int32_t>(static_cast<std::uint32_t>(words[i][lane]));
      }
      std::memcpy(chain.letters + done, &letters[lane], kSteps);
    }
  }
  for (std::size_t lane = 0; lane < used; ++lane) chains[lane].word = words[kSteps - 1][lane];
}

void conficker_draw_each(const ConfickerConstants& constants, std::span<ConfickerChain> chains, std::size_t count) {
  for (std::size_t begin = 0; begin < chains.size(); begin += hn::Lanes(Lanes{})) {
    const std::size_t used = std::min(hn::Lanes(Lanes{}), chains.size() - begin);
    draw_vector(constants, {chains.subspan(begin, used)}, count);
  }
}

}  // namespace
}  // namespace dgacast::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dgacast {
namespace {

HWY_EXPORT(conficker_draw);
HWY_EXPORT(conficker_draw_each);

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

void conficker_draw_each(const ConfickerConstants& constants, std::span<ConfickerChain> chains,
                         std::size_t count) noexcept {
  HWY_DYNAMIC_DISPATCH(conficker_draw_each)(constants, chains, count);
}

void ConfickerRandom::keep() noexcept {
  std::memcpy(values_.data(), values_.data() + kDrawn, kKept * sizeof values_[0]);
  std::memcpy(letters_.data(), letters_.data() + kDrawn, kKept);
  next_ -= kDrawn;
}

void ConfickerRandom::draw() noexcept {
  keep();
  word_ =
      conficker_draw(constants_, x87_, word_, std::span{values_}.subspan(kKept), std::span{letters_}.subspan(kKept));
}

void ConfickerRandom::draw_each(std::span<ConfickerRandom> days) noexcept {
  std::array<ConfickerChain, kConfickerChains> chains;
  for (std::size_t i = 0; i < days.size(); ++i) {
    ConfickerRandom& day = days[i];
    day.keep();
    chains[i] = {day.x87_, day.word_, day.values_.data() + kKept, day.letters_.data() + kKept};
  }
  conficker_draw_each(days.front().constants_, std::span{chains}.first(days.size()), kDrawn);
  for (std::size_t i = 0; i < days.size(); ++i) days[i].word_ = chains[i].word;
}

}  // namespace dgacast
#endif
