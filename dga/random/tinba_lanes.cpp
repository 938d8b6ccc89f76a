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

/// As tinba_next(), but every lane makes some tries before those that have a letter go on to the next one: each is at
/// its own letter, and has what is left of its old text and, behind that, its new letters. Of the tries after its
/// letter nothing is kept, so that a try waits for the two operations before it alone. Lanes that are done, and those
/// without a chain, make what nobody reads.
template <typename D>
void labels_of_vector(D d, std::span<TinbaChain> chains, std::size_t count) {
  using Vector = hn::Vec<D>;
  constexpr int kTries = 8;
  const std::size_t lanes = hn::Lanes(d);
  HWY_ALIGN std::uint8_t octets[kTinbaLabel + 1][kMostLanes], sums[kMostLanes], lasts[kMostLanes];
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const TinbaChain& chain = chains[lane < chains.size() ? lane : 0];
    for (std::size_t k = 0; k < chain.text.size(); ++k) octets[k][lane] = static_cast<std::uint8_t>(chain.text[k]);
    sums[lane] = chain.sum;
    lasts[lane] = chain.last;
  }
  Vector text[kTinbaLabel + 1];
  for (std::size_t k = 0; k <= kTinbaLabel; ++k) text[k] = hn::Load(d, octets[k]);
  const Vector zero = hn::Zero(d), one = hn::Set(d, 1), first_letter = hn::Set(d, 'b'), letters = hn::Set(d, 24);
  const Vector key_sum = hn::Load(d, sums), key_last = hn::Load(d, lasts);
  Vector sum = key_sum, letter = key_last, made = zero;  // letters of the label
  Vector next = hn::Add(letter, text[0]), next_sum = sum;
  std::array<std::size_t, kMostLanes> done{};  // labels
  for (std::size_t left = chains.size() * count; left > 0;) {
    const Vector old = text[0], step = hn::Add(old, text[1]), first = hn::Add(old, first_letter);
    auto has_letter = hn::MaskFromVec(zero);
    for (int i = 0; i < kTries; ++i) {
      next = hn::Add(hn::Xor(next, next_sum), step);
      const auto is_letter = hn::Lt(hn::Sub(next, first), letters);
      const auto is_first = hn::AndNot(has_letter, is_letter);
      letter = hn::IfThenElse(is_first, next, letter);
      sum = hn::IfThenElse(is_first, next_sum, sum);
      has_letter = hn::Or(has_letter, is_letter);
      next_sum = hn::Add(next_sum, one);
    }
    letter = hn::Sub(letter, old);
    push(text, has_letter, letter);
    made = hn::Sub(made, hn::VecFromMask(d, has_letter));
    const auto has_label = hn::Eq(made, hn::Set(d, kTinbaLabel));
    if (!hn::AllFalse(d, has_label)) {
      for (std::size_t k = 1; k <= kTinbaLabel; ++k) hn::Store(text[k], d, octets[k]);
      std::uint8_t bits[kMostLanes / 8];
      hn::StoreMaskBits(d, has_label, bits);
      for (std::size_t eight = 0; eight < chains.size(); eight += 8) {
        for (std::uint32_t rest = bits[eight / 8]; rest != 0; rest &= rest - 1) {
          const std::size_t lane = eight + static_cast<std::size_t>(std::countr_zero(rest));
          if (lane >= chains.size() || done[lane] == count) continue;
          char* const label = chains[lane].labels + kTinbaLabel * done[lane]++;
          for (std::size_t k = 0; k < kTinbaLabel; ++k) label[k] = static_cast<char>(octets[k + 1][lane]);
          --left;
        }
      }
      push(text, has_label, hn::Set(d, '.'));
      sum = hn::IfThenElse(has_label, key_sum, sum);
      letter = hn::IfThenElse(has_label, key_last, letter);
      made = hn::IfThenElse(has_label, zero, made);
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
