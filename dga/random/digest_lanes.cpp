// SPDX-License-Identifier: Apache-2.0
// This file is compiled once for each instruction set: foreach_target.h includes it again and again.
#include "dga/random/digest_lanes.h"

#include <algorithm>
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
static_assert(kDigestBatch % kMostLanes == 0 && kSha1Batch % (kMostLanes * kMostLanes) == 0);

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

/// MD5 works on two vectors of messages: each step waits for the one before it, and the other's has the time between.
constexpr std::size_t kVectors = 2;
static_assert(kDigestBatch % (kVectors * kMostLanes) == 0);

/// One word of MD5's state.
struct Md5Word {
  Vector v[kVectors];

  explicit HWY_INLINE Md5Word(std::uint32_t start) {
    for (Vector& one : v) one = hn::Set(Lanes{}, start);
  }
  /// Writes the sum with what it started from.
  HWY_INLINE void store(std::uint32_t start, std::uint32_t* out) const {
    const Lanes d;
    for (std::size_t i = 0; i < kVectors; ++i) hn::StoreU(hn::Add(v[i], hn::Set(d, start)), d, out + i * hn::Lanes(d));
  }
};

/// RFC 1321, 3.4: one step adds f(b, c, d), a word and a sine to a, and turns it.
template <int kBits, typename Function>
HWY_INLINE void md5_step(Function f, Md5Word& a, const Md5Word& b, const Md5Word& c, const Md5Word& d,
                         const std::uint32_t* words, std::uint32_t sine) {
  const Lanes d32;
  for (std::size_t i = 0; i < kVectors; ++i) {
    const auto word = hn::Load(d32, words + i * hn::Lanes(d32));
    const auto sum = hn::Add(hn::Add(a.v[i], f(b.v[i], c.v[i], d.v[i])), hn::Add(word, hn::Set(d32, sine)));
    a.v[i] = hn::Add(b.v[i], rotate<kBits>(sum));
  }
}

// The functions of the four rounds.
struct Md5F {
  HWY_INLINE Vector operator()(Vector b, Vector c, Vector d) const { return select(b, c, d); }
};
struct Md5G {
  HWY_INLINE Vector operator()(Vector b, Vector c, Vector d) const { return select(d, b, c); }
};
struct Md5H {
  HWY_INLINE Vector operator()(Vector b, Vector c, Vector d) const { return hn::Xor3(b, c, d); }
};
struct Md5I {
  HWY_INLINE Vector operator()(Vector b, Vector c, Vector d) const { return hn::Xor(c, hn::Or(b, hn::Not(d))); }
};

void md5_each(const HashBlock& block, std::span<const VaryingWord> varying, Md5Words& out, const std::uint32_t* sines) {
  constexpr std::uint32_t kA = 0x67452301, kB = 0xEFCDAB89, kC = 0x98BADCFE, kD = 0x10325476;
  HWY_ALIGN std::uint32_t words[16][kVectors * kMostLanes];
  for (std::size_t k = 0; k < block.size(); ++k) std::ranges::fill(words[k], block[k]);
  const std::size_t lanes = kVectors * hn::Lanes(Lanes{});
  for (std::size_t i = 0; i < kDigestBatch; i += lanes) {
    for (const VaryingWord& word : varying) std::copy_n(word.words.data() + i, lanes, words[word.at]);
    Md5Word a{kA}, b{kB}, c{kC}, d{kD};
    for (std::size_t k = 0; k < 16; k += 4) {
      md5_step<7>(Md5F{}, a, b, c, d, words[k], sines[k]);
      md5_step<12>(Md5F{}, d, a, b, c, words[k + 1], sines[k + 1]);
      md5_step<17>(Md5F{}, c, d, a, b, words[k + 2], sines[k + 2]);
      md5_step<22>(Md5F{}, b, c, d, a, words[k + 3], sines[k + 3]);
    }
    for (std::size_t k = 16; k < 32; k += 4) {
      md5_step<5>(Md5G{}, a, b, c, d, words[(5 * k + 1) % 16], sines[k]);
      md5_step<9>(Md5G{}, d, a, b, c, words[(5 * k + 6) % 16], sines[k + 1]);
      md5_step<14>(Md5G{}, c, d, a, b, words[(5 * k + 11) % 16], sines[k + 2]);
      md5_step<20>(Md5G{}, b, c, d, a, words[(5 * k + 16) % 16], sines[k + 3]);
    }
    for (std::size_t k = 32; k < 48; k += 4) {
      md5_step<4>(Md5H{}, a, b, c, d, words[(3 * k + 5) % 16], sines[k]);
      md5_step<11>(Md5H{}, d, a, b, c, words[(3 * k + 8) % 16], sines[k + 1]);
      md5_step<16>(Md5H{}, c, d, a, b, words[(3 * k + 11) % 16], sines[k + 2]);
      md5_step<23>(Md5H{}, b, c, d, a, words[(3 * k + 14) % 16], sines[k + 3]);
    }
    for (std::size_t k = 48; k < 64; k += 4) {
      md5_step<6>(Md5I{}, a, b, c, d, words[7 * k % 16], sines[k]);
      md5_step<10>(Md5I{}, d, a, b, c, words[(7 * k + 7) % 16], sines[k + 1]);
      md5_step<15>(Md5I{}, c, d, a, b, words[(7 * k + 14) % 16], sines[k + 2]);
      md5_step<21>(Md5I{}, b, c, d, a, words[(7 * k + 21) % 16], sines[k + 3]);
    }
    a.store(kA, out.word[0].data() + i);
    b.store(kB, out.word[1].data() + i);
    c.store(kC, out.word[2].data() + i);
    d.store(kD, out.word[3].data() + i);
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

/// RFC 3174, 6.1, a and b: the words 16 to 79 from those before them.
HWY_INLINE void sha1_schedule(Rows<80>& rows) {
  for (std::size_t t = 16; t < 80; ++t) {
    rows.set(t, rotate<1>(hn::Xor(hn::Xor3(rows[t - 3], rows[t - 8], rows[t - 14]), rows[t - 16])));
  }
}

/// The schedule of a XOR b is that of a XOR that of b. So of the number in a message, which is the number of its vector
/// and that of its lane, the lanes' part is made once, and the vectors' part for as many vectors at once as there are
/// lanes.
void sha1_counted(const HashBlock& block, Sha1Words& out) {
  const Lanes d32;
  const std::size_t lanes = hn::Lanes(d32);
  const Vector numbers = hn::Iota(d32, 0);
  Rows<80> of_lanes{{}}, of_vectors{block};
  of_lanes.set(0, numbers);
  sha1_schedule(of_lanes);
  const Sha1State start{hn::Set(d32, 0x67452301), hn::Set(d32, 0xEFCDAB89), hn::Set(d32, 0x98BADCFE),
                        hn::Set(d32, 0x10325476), hn::Set(d32, 0xC3D2E1F0)};
  for (std::size_t begin = 0; begin < kSha1Batch; begin += lanes * lanes) {
    const Vector firsts = hn::Add(hn::Set(d32, static_cast<std::uint32_t>(begin)),
                                  hn::Mul(numbers, hn::Set(d32, static_cast<std::uint32_t>(lanes))));
    of_vectors.set(0, hn::Xor(hn::Set(d32, block[0]), firsts));
    sha1_schedule(of_vectors);
    for (std::size_t v = 0; v < lanes; ++v) {
      const auto word = [&](std::size_t t)
                            HWY_ATTR { return hn::Xor(of_lanes[t], hn::Set(d32, of_vectors.row[t][v])); };
      Sha1State s = start;
      for (std::size_t t = 0; t < 20; ++t) s.step(select(s.b, s.c, s.d), word(t), 0x5A827999);
      for (std::size_t t = 20; t < 40; ++t) s.step(hn::Xor3(s.b, s.c, s.d), word(t), 0x6ED9EBA1);
      for (std::size_t t = 40; t < 60; ++t) {
        s.step(select(hn::Xor(s.b, s.c), s.d, s.b), word(t), 0x8F1BBCDC);  // the majority
      }
      for (std::size_t t = 60; t < 80; ++t) s.step(hn::Xor3(s.b, s.c, s.d), word(t), 0xCA62C1D6);
      const std::size_t i = begin + v * lanes;
      hn::StoreU(hn::Add(s.a, start.a), d32, out.word[0].data() + i);
      hn::StoreU(hn::Add(s.b, start.b), d32, out.word[1].data() + i);
      hn::StoreU(hn::Add(s.c, start.c), d32, out.word[2].data() + i);
      hn::StoreU(hn::Add(s.d, start.d), d32, out.word[3].data() + i);
      hn::StoreU(hn::Add(s.e, start.e), d32, out.word[4].data() + i);
    }
  }
}

}  // namespace
}  // namespace dgacast::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dgacast {
namespace {

HWY_EXPORT(md5_each);
HWY_EXPORT(sha1_counted);

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

void sha1_counted(const HashBlock& block, Sha1Words& out) noexcept { HWY_DYNAMIC_DISPATCH(sha1_counted)(block, out); }

}  // namespace dgacast
#endif
