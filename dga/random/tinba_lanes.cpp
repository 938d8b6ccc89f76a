// SPDX-License-Identifier: Apache-2.0
// This file is compiled once for each instruction set: foreach_target.h includes it again and again.
#include "dga/random/tinba_lanes.h"

#include <algorithm>
#include <bit>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "dga/random/tinba_lanes.cpp"
#include <hwy/foreach_target.h>
// After it, not in the order of the alphabet.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dgacast::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t kMostLanes = 64, kFew = 16;

/// Takes the first octet of a text away where the mask says so, and puts another behind it.
template <typename Vector, typename Mask>
HWY_INLINE void push(Vector (&text)[kTinbaLabel + 1], Mask where, Vector octet) {
  for (std::size_t k = 0; k < kTinbaLabel; ++k) text[k] = hn::IfThenElse(where, text[k + 1], text[k]);
  text[kTinbaLabel] = hn::IfThenElse(where, octet, text[kTinbaLabel]);
}

/// What the lanes of a vector begin with; those without a chain have a copy of the first.
template <typename D, typename Vector>
HWY_INLINE void load(D d, std::span<const TinbaChain> chains, Vector (&text)[kTinbaLabel + 1], Vector& sum,
                     Vector& last) {
  HWY_ALIGN std::uint8_t octets[kTinbaLabel + 1][kMostLanes], sums[kMostLanes], lasts[kMostLanes];
  for (std::size_t lane = 0; lane < hn::Lanes(d); ++lane) {
    const TinbaChain& chain = chains[lane < chains.size() ? lane : 0];
    for (std::size_t k = 0; k < chain.text.size(); ++k) octets[k][lane] = static_cast<std::uint8_t>(chain.text[k]);
    sums[lane] = chain.sum;
    lasts[lane] = chain.last;
  }
  for (std::size_t k = 0; k <= kTinbaLabel; ++k) text[k] = hn::Load(d, octets[k]);
  sum = hn::Load(d, sums);
  last = hn::Load(d, lasts);
}

/// Makes some tries for the letter that follows `old`; `step` is old and the letter behind it. `next` and `next_sum`
/// run on, whatever is found: of the first try of a lane that gives a letter, `letter` (plus old) and `sum` are kept.
/// Gives the lanes that have one.
template <typename D, typename Vector>
HWY_INLINE auto try_letters(D d, Vector old, Vector step, Vector& next, Vector& next_sum, Vector& letter, Vector& sum) {
  constexpr int kTries = 8;
  const Vector first = hn::Add(old, hn::Set(d, 'b')), letters = hn::Set(d, 24), one = hn::Set(d, 1);
  auto has_letter = hn::MaskFromVec(hn::Zero(d));
  for (int i = 0; i < kTries; ++i) {
    next = hn::Add(hn::Xor(next, next_sum), step);
    const auto is_letter = hn::Lt(hn::Sub(next, first), letters);
    const auto is_first = hn::AndNot(has_letter, is_letter);
    letter = hn::IfThenElse(is_first, next, letter);
    sum = hn::IfThenElse(is_first, next_sum, sum);
    has_letter = hn::Or(has_letter, is_letter);
    next_sum = hn::Add(next_sum, one);
  }
  return has_letter;
}

/// Writes the labels that the lanes of the mask have behind the first octet of the text, each behind those that its
/// chain has: `done` counts these, and a chain with `count` of them takes no more. Gives how many were written.
template <typename D, typename Vector, typename Mask>
HWY_INLINE std::size_t take_labels(D d, const Vector (&text)[kTinbaLabel + 1], Mask has_label,
                                   std::span<const TinbaChain> chains, std::array<std::size_t, kMostLanes>& done,
                                   std::size_t count) {
  HWY_ALIGN std::uint8_t octets[kTinbaLabel][kMostLanes];
  for (std::size_t k = 0; k < kTinbaLabel; ++k) hn::Store(text[k + 1], d, octets[k]);
  std::uint8_t bits[kMostLanes / 8];
  hn::StoreMaskBits(d, has_label, bits);
  std::size_t taken = 0;
  for (std::size_t eight = 0; eight < chains.size(); eight += 8) {
    for (std::uint32_t rest = bits[eight / 8]; rest != 0; rest &= rest - 1) {
      const std::size_t lane = eight + static_cast<std::size_t>(std::countr_zero(rest));
      if (lane >= chains.size() || done[lane] == count) continue;
      char* const label = chains[lane].labels + kTinbaLabel * done[lane]++;
      for (std::size_t k = 0; k < kTinbaLabel; ++k) label[k] = static_cast<char>(octets[k][lane]);
      ++taken;
    }
  }
  return taken;
}

/// As tinba_next(), but every lane makes some tries before those that have a letter go on to the next one: each is at
/// its own letter, and has what is left of its old text and, behind that, its new letters. Of the tries after its
/// letter nothing is kept, so that a try waits for the two operations before it alone. Lanes that are done, and those
/// without a chain, make what nobody reads.
template <typename D>
void labels_of_vector(D d, std::span<TinbaChain> chains, std::size_t count) {
  using Vector = hn::Vec<D>;
  Vector text[kTinbaLabel + 1], key_sum, key_last;
  load(d, chains, text, key_sum, key_last);
  Vector sum = key_sum, letter = key_last, made = hn::Zero(d);  // letters of the label
  Vector next = hn::Add(letter, text[0]), next_sum = sum;
  std::array<std::size_t, kMostLanes> done{};  // labels
  for (std::size_t left = chains.size() * count; left > 0;) {
    const Vector old = text[0];
    const auto has_letter = try_letters(d, old, hn::Add(old, text[1]), next, next_sum, letter, sum);
    letter = hn::Sub(letter, old);
    push(text, has_letter, letter);
    made = hn::Sub(made, hn::VecFromMask(d, has_letter));
    const auto has_label = hn::Eq(made, hn::Set(d, kTinbaLabel));
    if (!hn::AllFalse(d, has_label)) {
      left -= take_labels(d, text, has_label, chains, done, count);
      push(text, has_label, hn::Set(d, '.'));
      sum = hn::IfThenElse(has_label, key_sum, sum);
      letter = hn::IfThenElse(has_label, key_last, letter);
      made = hn::IfThenElse(has_label, hn::Zero(d), made);
    }
    next = hn::IfThenElse(has_letter, hn::Add(letter, text[0]), next);
    next_sum = hn::IfThenElse(has_letter, sum, next_sum);
  }
}

template <typename D>
void labels_of_all(D d, std::span<TinbaChain> chains, std::size_t count) {
  for (std::size_t begin = 0; begin < chains.size(); begin += hn::Lanes(d)) {
    labels_of_vector(d, chains.subspan(begin, std::min(hn::Lanes(d), chains.size() - begin)), count);
  }
}

void tinba_labels(std::span<TinbaChain> chains, std::size_t count) {
  if (chains.size() <= kFew) return labels_of_all(hn::CappedTag<std::uint8_t, kFew>{}, chains, count);
  labels_of_all(hn::CappedTag<std::uint8_t, kMostLanes>{}, chains, count);
}

}  // namespace
}  // namespace dgacast::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dgacast {
namespace {
HWY_EXPORT(tinba_labels);
}

void tinba_labels(std::span<TinbaChain> chains, std::size_t count) noexcept {
  if (count == 0) return;
  HWY_DYNAMIC_DISPATCH(tinba_labels)(chains, count);
  for (TinbaChain& chain : chains) {
    std::copy_n(chain.labels + kTinbaLabel * (count - 1), kTinbaLabel, chain.text.begin());
    chain.text[kTinbaLabel] = '.';
  }
}

}  // namespace dgacast
#endif
