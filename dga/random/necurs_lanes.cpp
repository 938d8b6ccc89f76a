// SPDX-License-Identifier: Apache-2.0
// This file is compiled once for each instruction set: foreach_target.h includes it again and again.
#include "dga/random/necurs_lanes.h"

#include <cstddef>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "dga/random/necurs_lanes.cpp"
#include <hwy/foreach_target.h>
// After it, not in the order of the alphabet.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dgacast::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t kMostLanes = 8;
using Lanes = hn::CappedTag<std::uint64_t, kMostLanes>;
using Vector = hn::Vec<Lanes>;
constexpr int kRounds = 8;  // between two looks at which mixes are done: few, and they come too often

/// What a lane works on.
struct Chain {
  NecursLabel* label = nullptr;
  int mixes = 0;  // that are done of this label: two before the letters, then two a letter
};

/// One vector of chains: the values, how far their mixes are, and where these end.
struct Bundle {
  HWY_ALIGN std::uint64_t value[kMostLanes] = {};
  HWY_ALIGN std::uint64_t step[kMostLanes] = {};
  HWY_ALIGN std::uint64_t end[kMostLanes] = {};
  Chain chain[kMostLanes];
};

/// The labels that are left to make, and what a chain does between two mixes.
class Work {
 public:
  Work(std::uint64_t slot, std::uint64_t magic, std::span<NecursLabel> labels)
      : slot_(slot), magic_(magic), labels_(labels) {}

  /// Begins a label in a lane, or leaves the lane idle for ever when none is left.
  void begin(Bundle& bundle, std::size_t lane) {
    if (next_ == labels_.size()) {
      bundle.chain[lane].label = nullptr;
      bundle.step[lane] = bundle.end[lane] = 0;
      return;
    }
    bundle.chain[lane] = {&labels_[next_], 0};
    mix(bundle, lane, slot_ + next_++);
  }
  /// Goes on after a mix.
  void go_on(Bundle& bundle, std::size_t lane) {
    Chain& chain = bundle.chain[lane];
    if (chain.label == nullptr) return;
    NecursLabel& label = *chain.label;
    const std::uint64_t value = bundle.value[lane];
    const int done = ++chain.mixes;
    if (done == 1) return mix(bundle, lane, value + magic_);
    if (done == 2) {
      label.length = static_cast<std::uint32_t>(value % 15 + 7);
      return mix(bundle, lane, value);
    }
    const auto letter = static_cast<std::uint32_t>(done - 3) / 2;
    if (done % 2 == 1) {
      label.text[letter] = static_cast<char>('a' + value % 25);
      return mix(bundle, lane, value + 0xABBEDF);
    }
    if (letter + 1 < label.length) return mix(bundle, lane, value + letter + 1);
    label.state = value;
    ++finished_;
    begin(bundle, lane);
  }
  bool done() const { return finished_ == labels_.size(); }

 private:
  static void mix(Bundle& bundle, std::size_t lane, std::uint64_t value) {
    bundle.value[lane] = value;
    bundle.step[lane] = 0;
    bundle.end[lane] = 8 * ((value & 0x7F) + 21);
  }

  std::uint64_t slot_, magic_;
  std::span<NecursLabel> labels_;
  std::size_t next_ = 0;
  std::size_t finished_ = 0;
};

/// One round of the mix in the lanes whose mix is not at its end.
HWY_INLINE Vector round(Vector value, Vector step, Vector end) {
  const Vector seven = hn::Sub(hn::ShiftLeft<3>(value), value);
  const Vector next =
      hn::Add(value, hn::Sub(hn::Add(hn::Xor(seven, hn::ShiftLeft<15>(value)), step), hn::ShiftRight<5>(value)));
  return hn::IfThenElse(hn::Lt(step, end), next, value);
}

void necurs_labels(std::uint64_t slot, std::uint64_t magic, std::span<NecursLabel> labels) {
  const Lanes d;
  const std::size_t lanes = hn::Lanes(d);
  Work work{slot, magic, labels};
  // Two bundles side by side: a round of one fills the time in which the other waits for its own.
  Bundle bundles[2];
  for (Bundle& bundle : bundles) {
    for (std::size_t lane = 0; lane < lanes; ++lane) work.begin(bundle, lane);
  }
  const Vector eight = hn::Set(d, 8);
  while (!work.done()) {
    Vector value0 = hn::Load(d, bundles[0].value), value1 = hn::Load(d, bundles[1].value);
    Vector step0 = hn::Load(d, bundles[0].step), step1 = hn::Load(d, bundles[1].step);
    const Vector end0 = hn::Load(d, bundles[0].end), end1 = hn::Load(d, bundles[1].end);
    for (int i = 0; i < kRounds; ++i) {
      value0 = round(value0, step0, end0);
      value1 = round(value1, step1, end1);
      step0 = hn::Add(step0, eight);
      step1 = hn::Add(step1, eight);
    }
    hn::Store(value0, d, bundles[0].value);
    hn::Store(value1, d, bundles[1].value);
    hn::Store(step0, d, bundles[0].step);
    hn::Store(step1, d, bundles[1].step);
    for (Bundle& bundle : bundles) {
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        if (bundle.step[lane] >= bundle.end[lane]) work.go_on(bundle, lane);
      }
    }
  }
}

}  // namespace
}  // namespace dgacast::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dgacast {
namespace {
HWY_EXPORT(necurs_labels);
}

void necurs_labels(std::uint64_t slot, std::uint64_t magic, std::span<NecursLabel> labels) noexcept {
  HWY_DYNAMIC_DISPATCH(necurs_labels)(slot, magic, labels);
}

}  // namespace dgacast
#endif
