// SPDX-License-Identifier: Apache-2.0
// This file is compiled once for each instruction set: foreach_target.h includes it again and again.
#include "dga/random/digest_lanes.h"

#include <bit>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "dga/random/digest_lanes.cpp"
#include <hwy/foreach_target.h>
// After it, not in the order of the alphabet.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dgacast::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Sixteen 32-bit lanes at most, so that the rows below have a size.
constexpr std::size_t kMostLanes = 16;
using Lanes = hn::CappedTag<std::uint32_t, kMostLanes>;
using Vector = hn::Vec<Lanes>;
static_assert(kDigestBatch % kMostLanes == 0);

/// The words of as many messages as there are lanes; those that are not set are the same in all lanes.
template <std::size_t kWords>
struct Rows {
  HWY_ALIGN std::uint32_t row[kWords][kMostLanes];

  explicit Rows(const HashBlock& block) {
    const Lanes d;
    for (std::size_t i = 0; i < block.size(); ++i) hn::Store(hn::Set(d, block[i]), d, row[i]);
  }
  HWY_INLINE Vector operator[](std::size_t i) const { return hn::Load(Lanes{}, row[i]); }
  HWY_INLINE void set(std::size_t i, Vector words) { hn::Store(words, Lanes{}, row[i]); }
};

/// Rotates left.
template <int kBits>
HWY_INLINE Vector rotate(Vector v) {
  return hn::RotateRight<32 - kBits>(v);
}

/// Each bit from `yes` or `no`, by the bit of `mask`. (Highway's IfVecThenElse() chooses whole octets on some
/// processors.)
HWY_INLINE Vector select(Vector mask, Vector yes, Vector no) { return hn::Xor(no, hn::And(mask, hn::Xor(yes, no))); }

/// RFC 1321, 3.4: one step adds f(b, c, d), a word and a sine to a, and turns it.
template <int kBits>
HWY_INLINE Vector md5_step(Vector a, Vector b, Vector f, Vector word, std::uint32_t sine) {
  return hn::Add(b, rotate<kBits>(hn::Add(hn::Add(a, f), hn::Add(word, hn::Set(Lanes{}, sine)))));
}

void md5_each(const HashBlock& block, std::span<const VaryingWord> varying, Md5Words& out, const std::uint32_t* sines) {
  const Lanes d32;
  Rows<16> rows{block};
  const auto a0 = hn::Set(d32, 0x67452301), b0 = hn::Set(d32, 0xEFCDAB89), c0 = hn::Set(d32, 0x98BADCFE),
             d0 = hn::Set(d32, 0x10325476);
  for (std::size_t i = 0; i < kDigestBatch; i += hn::Lanes(d32)) {
    for (const VaryingWord& word : varying) rows.set(word.at, hn::LoadU(d32, word.words.data() + i));
    auto a = a0, b = b0, c = c0, d = d0;
    for (std::size_t k = 0; k < 16; k += 4) {
      a = md5_step<7>(a, b, select(b, c, d), rows[k], sines[k]);
      d = md5_step<12>(d, a, select(a, b, c), rows[k + 1], sines[k + 1]);
      c = md5_step<17>(c, d, select(d, a, b), rows[k + 2], sines[k + 2]);
      b = md5_step<22>(b, c, select(c, d, a), rows[k + 3], sines[k + 3]);
    }
    for (std::size_t k = 16; k < 32; k += 4) {
      a = md5_step<5>(a, b, select(d, b, c), rows[(5 * k + 1) % 16], sines[k]);
      d = md5_step<9>(d, a, select(c, a, b), rows[(5 * k + 6) % 16], sines[k + 1]);
      c = md5_step<14>(c, d, select(b, d, a), rows[(5 * k + 11) % 16], sines[k + 2]);
      b = md5_step<20>(b, c, select(a, c, d), rows[(5 * k + 16) % 16], sines[k + 3]);
    }
    for (std::size_t k = 32; k < 48; k += 4) {
      a = md5_step<4>(a, b, hn::Xor3(b, c, d), rows[(3 * k + 5) % 16], sines[k]);
      d = md5_step<11>(d, a, hn::Xor3(a, b, c), rows[(3 * k + 8) % 16], sines[k + 1]);
      c = md5_step<16>(c, d, hn::Xor3(d, a, b), rows[(3 * k + 11) % 16], sines[k + 2]);
      b = md5_step<23>(b, c, hn::Xor3(c, d, a), rows[(3 * k + 14) % 16], sines[k + 3]);
    }
    for (std::size_t k = 48; k < 64; k += 4) {
      a = md5_step<6>(a, b, hn::Xor(c, hn::Or(b, hn::Not(d))), rows[7 * k % 16], sines[k]);
      d = md5_step<10>(d, a, hn::Xor(b, hn::Or(a, hn::Not(c))), rows[(7 * k + 7) % 16], sines[k + 1]);
      c = md5_step<15>(c, d, hn::Xor(a, hn::Or(d, hn::Not(b))), rows[(7 * k + 14) % 16], sines[k + 2]);
      b = md5_step<21>(b, c, hn::Xor(d, hn::Or(c, hn::Not(a))), rows[(7 * k + 21) % 16], sines[k + 3]);
    }
    hn::StoreU(hn::Add(a, a0), d32, out.word[0].data() + i);
    hn::StoreU(hn::Add(b, b0), d32, out.word[1].data() + i);
    hn::StoreU(hn::Add(c, c0), d32, out.word[2].data() + i);
    hn::StoreU(hn::Add(d, d0), d32, out.word[3].data() + i);
  }
}

/// The five words of SHA-1's state; each step moves them on by one (RFC 3174, 6.1).
struct Sha1State {
  Vector a, b, c, d, e;

  HWY_INLINE void step(Vector f, Vector word, std::uint32_t constant) {
    const Vector next = hn::Add(hn::Add(rotate<5>(a), f), hn::Add(e, hn::Add(word, hn::Set(Lanes{}, constant))));
    e = d;
    d = c;
    c = rotate<30>(b);
    b = a;
    a = next;
  }
};

void sha1_each(const HashBlock& block, const BatchWords& first_words, Sha1Words& out) {
  const Lanes d32;
  Rows<80> rows{block};
  const Sha1State start{hn::Set(d32, 0x67452301), hn::Set(d32, 0xEFCDAB89), hn::Set(d32, 0x98BADCFE),
                        hn::Set(d32, 0x10325476), hn::Set(d32, 0xC3D2E1F0)};
  for (std::size_t i = 0; i < kDigestBatch; i += hn::Lanes(d32)) {
    rows.set(0, hn::LoadU(d32, first_words.data() + i));
    for (std::size_t t = 16; t < 80; ++t) {
      rows.set(t, rotate<1>(hn::Xor(hn::Xor3(rows[t - 3], rows[t - 8], rows[t - 14]), rows[t - 16])));
    }
    Sha1State s = start;
    for (std::size_t t = 0; t < 20; ++t) s.step(select(s.b, s.c, s.d), rows[t], 0x5A827999);
    for (std::size_t t = 20; t < 40; ++t) s.step(hn::Xor3(s.b, s.c, s.d), rows[t], 0x6ED9EBA1);
    for (std::size_t t = 40; t < 60; ++t) {
      s.step(select(hn::Xor(s.b, s.c), s.d, s.b), rows[t], 0x8F1BBCDC);  // the majority
    }
    for (std::size_t t = 60; t < 80; ++t) s.step(hn::Xor3(s.b, s.c, s.d), rows[t], 0xCA62C1D6);
    hn::StoreU(hn::Add(s.a, start.a), d32, out.word[0].data() + i);
    hn::StoreU(hn::Add(s.b, start.b), d32, out.word[1].data() + i);
    hn::StoreU(hn::Add(s.c, start.c), d32, out.word[2].data() + i);
    hn::StoreU(hn::Add(s.d, start.d), d32, out.word[3].data() + i);
    hn::StoreU(hn::Add(s.e, start.e), d32, out.word[4].data() + i);
  }
}

}  // namespace
}  // namespace dgacast::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dgacast {
namespace {

HWY_EXPORT(md5_each);
HWY_EXPORT(sha1_each);

/// RFC 1321, 3.4: T[i] is the integer part of 4294967296 times abs(sin(i)).
std::array<std::uint32_t, 64> md5_sines() {
  std::array<std::uint32_t, 64> sines;
  for (std::size_t i = 0; i < sines.size(); ++i) {
    sines[i] = static_cast<std::uint32_t>(std::fabs(std::sin(static_cast<double>(i + 1))) * 4294967296.0);
  }
  return sines;
}

/// The message, 0x80, zeros and the length in bits as a 64-bit number.
HashBlock block_of(std::string_view message, bool big_endian) noexcept {
  std::array<unsigned char, 64> octets{};
  std::size_t used = 0;
  for (const char c : message) octets[used++] = static_cast<unsigned char>(c);
  octets[used] = 0x80;
  const std::size_t bits = 8 * message.size();
  octets[big_endian ? 63 : 56] = static_cast<unsigned char>(bits & 0xFF);
  octets[big_endian ? 62 : 57] = static_cast<unsigned char>(bits >> 8);
  HashBlock block{};
  for (std::size_t i = 0; i < octets.size(); ++i) {
    block[i / 4] |= static_cast<std::uint32_t>(octets[i]) << 8 * (big_endian ? 3 - i % 4 : i % 4);
  }
  return block;
}

}  // namespace

HashBlock md5_block(std::string_view message) noexcept { return block_of(message, false); }
HashBlock sha1_block(std::string_view message) noexcept { return block_of(message, true); }

void md5_each(const HashBlock& block, std::span<const VaryingWord> varying, Md5Words& out) noexcept {
  static const std::array<std::uint32_t, 64> kSines = md5_sines();
  HWY_DYNAMIC_DISPATCH(md5_each)(block, varying, out, kSines.data());
}

void sha1_each(const HashBlock& block, const BatchWords& first_words, Sha1Words& out) noexcept {
  HWY_DYNAMIC_DISPATCH(sha1_each)(block, first_words, out);
}

}  // namespace dgacast
#endif
