// SPDX-License-Identifier: Apache-2.0
// This file is compiled once for each instruction set: foreach_target.h includes it again and again.
#include "dga/random/ranbyus_lanes.h"

#include "dga/random/lcg.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "dga/random/ranbyus_lanes.cpp"
#include <hwy/foreach_target.h>
// After it, not in the order of the alphabet.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dgacast::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t kMostLanes = 16;
using Lanes = hn::CappedTag<std::uint32_t, kMostLanes>;
using Vector = hn::Vec<Lanes>;
constexpr std::size_t kVectors = 4;  // at a time: a step waits for the one before it, the others' have the time between
static_assert(kRanbyusBatch % (kVectors * kMostLanes) == 0);

/// Numbers that give a letter are letter + 25 * k for each k below end_of(letter). 25 has an inverse modulo 2^32, which
/// makes k of such a number less its letter, and of all others something that is not below the end.
constexpr std::uint32_t kInverse = inverse_modulo_2_32(25);
constexpr std::uint32_t end_of(std::uint32_t letter) noexcept { return (0xFFFF'FFFF - letter) / 25 + 1; }

/// A number for each seed of some vectors.
using Vectors = Vector[kVectors];

/// RanbyusRegisters without month and year.
struct Registers {
  Vectors day, seed;

  /// Of the seeds from `first` on.
  HWY_INLINE Registers(std::uint32_t date, std::uint32_t first) {
    const Lanes d;
    for (std::size_t v = 0; v < kVectors; ++v) {
      day[v] = hn::Set(d, date);
      seed[v] = hn::Iota(d, first + static_cast<std::uint32_t>(v * hn::Lanes(d)));
    }
  }
  HWY_INLINE void step() {
    const Lanes d;
    for (std::size_t v = 0; v < kVectors; ++v) {
      const auto low = hn::Xor(hn::And(day[v], hn::Set(d, 0x1FFF)), hn::ShiftLeft<2>(hn::Xor(seed[v], day[v])));
      day[v] = hn::Xor(hn::ShiftRight<15>(day[v]), hn::ShiftLeft<4>(low));
      const auto sum = hn::ShiftLeft<8>(hn::Add(day[v], hn::ShiftLeft<3>(seed[v])));
      seed[v] = hn::Xor(hn::ShiftRight<6>(seed[v]), hn::And(sum, hn::Set(d, 0x3FF'FF00)));
    }
  }
};

/// Draws the letters that a name at `place` begins with: `quotients` has for each the number that it is taken from,
/// times the inverse of 25.
HWY_INLINE void draw_beginning(Registers& registers, const RanbyusPlace& place,
                               Vectors (&quotients)[kRanbyusBeginning]) {
  const Lanes d;
  for (std::size_t k = 0; k < kRanbyusBeginning; ++k) {
    registers.step();
    for (std::size_t v = 0; v < kVectors; ++v)
      quotients[k][v] = hn::Mul(hn::Xor(registers.day[v], hn::Set(d, place.others[k])), hn::Set(d, kInverse));
  }
}

/// The lanes of vector `v` whose letters are those of `beginning`.
template <typename Beginning>
HWY_INLINE hn::Mask<Lanes> fits(const Vectors (&quotients)[kRanbyusBeginning], std::size_t v,
                                const Beginning& beginning) {
  const Lanes d;
  auto same = hn::FirstN(d, hn::Lanes(d));
  for (std::size_t k = 0; k < kRanbyusBeginning; ++k) {
    const auto letter = static_cast<std::uint32_t>(beginning[k] - 'a');
    const auto quotient = hn::Sub(quotients[k][v], hn::Set(d, letter * kInverse));
    same = hn::And(same, hn::Lt(quotient, hn::Set(d, end_of(letter))));
  }
  return same;
}

/// Tells of the lanes of the mask, which are those of the seeds from `first` on. One of thousands of calls of fits().
void add_matches(hn::Mask<Lanes> same, std::uint32_t first, std::size_t place, std::size_t beginning,
                 std::vector<RanbyusMatch>& matches) {
  const Lanes d;
  HWY_ALIGN std::uint32_t is_same[kMostLanes];
  hn::Store(hn::IfThenElseZero(same, hn::Set(d, 1)), d, is_same);
  for (std::size_t i = 0; i < hn::Lanes(d); ++i) {
    if (is_same[i] != 0) matches.push_back({first + static_cast<std::uint32_t>(i), place, beginning});
  }
}

void ranbyus_matches(std::uint32_t day, std::uint32_t first, std::span<const RanbyusPlace> places,
                     std::vector<RanbyusMatch>& matches) {
  const std::size_t lanes = hn::Lanes(Lanes{});
  for (std::size_t begin = 0; begin < kRanbyusBatch; begin += kVectors * lanes) {
    const std::uint32_t seed_of_first = first + static_cast<std::uint32_t>(begin);
    Registers registers{day, seed_of_first};
    std::uint32_t letters = 0;
    for (std::size_t p = 0; p < places.size(); ++p) {
      const RanbyusPlace& place = places[p];
      for (; letters < kRanbyusLabel * place.index; ++letters) registers.step();
      Vectors quotients[kRanbyusBeginning];
      draw_beginning(registers, place, quotients);
      letters += kRanbyusBeginning;
      for (std::size_t b = 0; b < place.beginnings.size(); ++b) {
        for (std::size_t v = 0; v < kVectors; ++v) {
          const auto same = fits(quotients, v, place.beginnings[b]);
          if (HWY_LIKELY(hn::AllFalse(Lanes{}, same))) continue;
          add_matches(same, seed_of_first + static_cast<std::uint32_t>(v * lanes), p, b, matches);
        }
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
HWY_EXPORT(ranbyus_matches);
}

void ranbyus_matches(std::uint32_t day, std::uint32_t first, std::span<const RanbyusPlace> places,
                     std::vector<RanbyusMatch>& matches) {
  HWY_DYNAMIC_DISPATCH(ranbyus_matches)(day, first, places, matches);
}

}  // namespace dgacast
#endif
