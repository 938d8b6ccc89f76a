// SPDX-License-Identifier: Apache-2.0
#include "dga/random/md6.h"

#include <bit>

namespace dgacast {
namespace {

constexpr std::size_t kRounds = 104;     // 40 + 256 / 4
constexpr std::size_t kInputWords = 89;  // 15 of Q, 8 of the key, 1 of U, 1 of V, 64 of data
constexpr std::size_t kDataWord = 25;
constexpr std::size_t kBlockOctets = 512;
constexpr std::uint64_t kStepMask = 0x7311C2812425CFA0;
constexpr std::array<std::uint64_t, 15> kQ{
    0x7311C2812425CFA0, 0x6432286434AAC8E7, 0xB60450E9EF68B7C1, 0xE8FB23908D9F06F1, 0xDD2E76CBA691E5BF,
    0x0CD0D63B2C30BC41, 0x1F8CCF6823058F8A, 0x54E5ED5B88E3775D, 0x4AD12AAE0A6D6031, 0x3E7F16BB88222E0D,
    0x8AF8671D3FB50C2C, 0x995AD1178BD25C31, 0xC878C1DD04C4B633, 0x3B72066C7A1552AC, 0x0D6F3522631EFFCB};
constexpr std::array<int, 16> kRight{10, 5, 13, 10, 11, 12, 2, 7, 14, 15, 7, 13, 11, 7, 6, 12};
constexpr std::array<int, 16> kLeft{11, 24, 9, 16, 15, 9, 27, 15, 6, 2, 29, 8, 15, 5, 31, 9};

}  // namespace

Sha256Digest md6_256(std::string_view message) noexcept {
  std::array<std::uint64_t, kInputWords + 16 * kRounds> a{};
  for (std::size_t i = 0; i < kQ.size(); ++i) a[i] = kQ[i];
  const std::uint64_t padding_bits = 8 * (kBlockOctets - message.size());
  a[23] = std::uint64_t{1} << 56;  // U: level 1, index 0
  a[24] =
      kRounds << 48 | std::uint64_t{64} << 40 | std::uint64_t{1} << 36 | padding_bits << 20 | 256;  // V, final block
  for (std::size_t i = 0; i < message.size(); ++i) {
    a[kDataWord + i / 8] |= std::uint64_t{static_cast<std::uint8_t>(message[i])} << (56 - 8 * (i % 8));
  }
  std::uint64_t s = 0x0123456789ABCDEF;
  for (std::size_t round = 0; round < kRounds; ++round) {
    for (std::size_t step = 0; step < 16; ++step) {
      const std::size_t i = kInputWords + 16 * round + step;
      std::uint64_t x = s ^ a[i - 89] ^ a[i - 17] ^ (a[i - 18] & a[i - 21]) ^ (a[i - 31] & a[i - 67]);
      x ^= x >> kRight[step];
      a[i] = x ^ (x << kLeft[step]);
    }
    s = std::rotl(s, 1) ^ (s & kStepMask);
  }
  Sha256Digest digest;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<std::uint8_t>(a[a.size() - 4 + i / 8] >> (56 - 8 * (i % 8)));
  }
  return digest;
}

}  // namespace dgacast
