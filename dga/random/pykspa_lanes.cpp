// SPDX-License-Identifier: Apache-2.0
// This file is compiled once for each instruction set: foreach_target.h includes it again and again.
#include "dga/random/pykspa_lanes.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "dga/random/pykspa_lanes.cpp"
#include <hwy/foreach_target.h>
// After it, not in the order of the alphabet.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dgacast::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::CappedTag<std::uint32_t, kPykspaSlots>;
using Vector = hn::Vec<Lanes>;
constexpr std::size_t kGenerators = 128, kText = 256;

/// A number for each lane.
struct Row {
  HWY_ALIGN std::uint32_t lane[kPykspaSlots] = {};

  HWY_INLINE Vector get() const { return hn::Load(Lanes{}, lane); }
  HWY_INLINE void set(Vector numbers) { hn::Store(numbers, Lanes{}, lane); }
};

/// 128 generators of Borland's kind that rotate into one another.
class Cipher {
 public:
  /// Starts from the first 2 * `words` octets of the texts, two a generator; the other generators start from 0.
  HWY_INLINE Cipher(const Row* text, std::size_t words) {
    const Lanes d;
    for (std::size_t i = 0; i < kGenerators; ++i) {
      generators_[i].set(i < words ? hn::Add(hn::ShiftLeft<8>(text[2 * i].get()), text[2 * i + 1].get()) : hn::Zero(d));
    }
    Vector sum = hn::Zero(d);
    for (std::size_t i = 0; i < kGenerators; ++i) {
      for (std::size_t times = 0; times <= i; ++times) sum = step(i, sum);
    }
    register_.set(sum);
  }
  /// Encrypts an octet of each text, and gives what it was XORed with.
  HWY_INLINE Vector encrypt(Vector octets) {
    Vector sum = register_.get();
    for (std::size_t i = 0; i < kGenerators; ++i) sum = step(i, sum);
    generators_[kGenerators - 1].set(hn::Add(generators_[kGenerators - 1].get(), octets));
    register_.set(hn::Add(sum, octets));
    return hn::And(sum, hn::Set(Lanes{}, 0xFF));
  }

 private:
  HWY_INLINE Vector step(std::size_t i, Vector sum) {
    const Lanes d;
    const Vector state =  // as BorlandLcg steps
        hn::Add(hn::Mul(generators_[i].get(), hn::Set(d, 22695477)), hn::Set(d, 1));
    generators_[i].set(state);
    const Vector bits = hn::And(sum, hn::Set(d, 15));
    const Vector next = hn::Add(hn::And(hn::ShiftRight<16>(state), hn::Set(d, 0x7FFF)), sum);
    // Rotated left; to the right in two steps, for by all 32 bits no lane can be shifted.
    return hn::Or(hn::Shl(next, bits), hn::Shr(hn::ShiftRight<1>(next), hn::Sub(hn::Set(d, 31), bits)));
  }

  Row generators_[kGenerators];
  Row register_;
};

/// Seeds of as many slots as there are lanes; where slots are missing, the first one stands.
void seeds_of_lanes(const PykspaSlot* slots, std::size_t count, std::uint32_t* seeds) {
  const Lanes d;
  const std::size_t lanes = hn::Lanes(d);
  Row text[kText];  // the digests in hex, then zeros
  for (std::size_t i = 0; i < kText; ++i) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const PykspaSlot& slot = slots[lane < count ? lane : 0];
      text[i].lane[lane] = i < slot.hex.size() ? static_cast<std::uint8_t>(slot.hex[i]) : 0;
    }
  }
  Cipher first(text, 32);
  // An octet that is encrypted and then XORed with itself is what it was encrypted with.
  for (std::size_t i = 0; i < kText + 2570; ++i) {
    Row& octets = text[i < kText ? i : (i - kText - 1) % kText];
    octets.set(first.encrypt(octets.get()));
  }
  Cipher second(text, kGenerators);
  std::fill_n(seeds, count, 0);
  for (std::uint32_t i = 0; i < 4; ++i) {
    Row octets, key;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const PykspaSlot& slot = slots[lane < count ? lane : 0];
      octets.lane[lane] = static_cast<std::uint8_t>(slot.hex[slot.first + i]);
    }
    key.set(second.encrypt(octets.get()));
    for (std::size_t lane = 0; lane < count; ++lane) seeds[lane] |= (octets.lane[lane] ^ key.lane[lane]) << 8 * i;
  }
}

void pykspa_seeds(const PykspaSlot* slots, std::size_t count, std::uint32_t* seeds) {
  const std::size_t lanes = hn::Lanes(Lanes{});
  for (std::size_t i = 0; i < count; i += lanes) seeds_of_lanes(slots + i, std::min(lanes, count - i), seeds + i);
}

}  // namespace
}  // namespace dgacast::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dgacast {
namespace {

HWY_EXPORT(pykspa_seeds);

}  // namespace

void pykspa_seeds(std::span<const PykspaSlot> slots, std::span<std::uint32_t> seeds) noexcept {
  HWY_DYNAMIC_DISPATCH(pykspa_seeds)(slots.data(), slots.size(), seeds.data());
}

}  // namespace dgacast
#endif
