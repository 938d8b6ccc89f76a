// SPDX-License-Identifier: Apache-2.0
// The generators and digests against values that their own documents publish.
#include <doctest/doctest.h>

#include <array>
#include <string>

#include "dga/random/base64.h"
#include "dga/random/crc32.h"
#include "dga/random/digest.h"
#include "dga/random/java_random.h"
#include "dga/random/lcg.h"
#include "dga/random/md6.h"
#include "dga/random/minstd.h"
#include "dga/random/net_random.h"
#include "dga/random/python_random.h"

namespace dgacast {
namespace {

template <typename Digest>
std::string hex(const Digest& digest) {
  std::string text(2 * digest.size(), '\0');
  hex_digits(digest, text.data());
  return text;
}

}  // namespace

TEST_CASE("digests: RFC 1321 A.5, RFC 3174 7.3, FIPS 180-4, and the MD6 report") {
  CHECK(hex(md5("")) == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(hex(md5("abc")) == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(hex(md5("12345678901234567890123456789012345678901234567890123456789012345678901234567890")) ==
        "57edf4a22be3c955ac49da2e2107b67a");
  CHECK(hex(sha1("abc")) == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(hex(sha1("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex(sha512("abc")) ==
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
  CHECK(hex(md6_256("")) == "bca38b24a804aa37d821d31af00f5598230122c5bbfc4c4ad5ed40e4258f04ca");
  CHECK(hex(md6_256("abc")) == "230637d4e6845cf0d092b558e87625f03881dd53a7439da34cf3b94ed0d8b2c5");
}

TEST_CASE("a digest in parts is the digest of the whole") {
  Sha256 sha;
  sha.update("a");
  sha.update("");
  sha.update("bc");
  CHECK(sha.hex() == hex(sha256("abc")));
}

TEST_CASE("RC4 makes the key streams of RFC 6229") {
  std::array<std::uint8_t, 16> data{};
  rc4({"\x01\x02\x03\x04\x05", 5}, data);
  CHECK(hex(data) == "b2396305f03dc027ccc3524a0a1118a8");
  data = {};
  rc4({"\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10", 16}, data);
  CHECK(hex(data) == "9ac7cc9a609d1ef7b2932899cde41b97");
}

TEST_CASE("Python 2's random: the first words of mt19937ar.out, and random.seed(42)") {
  constexpr std::array<std::uint32_t, 4> kKey{0x123, 0x234, 0x345, 0x456};
  PythonRandom by_array{kKey};
  CHECK(by_array.next() == 1067595299);
  CHECK(by_array.next() == 955945823);
  for (int i = 2; i < 999; ++i) by_array.next();
  CHECK(by_array.next() == 3460025646);  // the thousandth
  constexpr std::array<std::uint32_t, 1> kAnswer{42};
  PythonRandom seeded{kAnswer};
  CHECK(seeded.random() == 0.6394267984578837);
  CHECK(seeded.random() == 0.025010755222666936);
  CHECK(seeded.below(10) == 2);  // of 0.27502931836911926
}

TEST_CASE("CRC-32 has the check value of its catalogue") { CHECK(crc32("123456789") == 0xCBF4'3926); }

TEST_CASE("base64 is that of RFC 4648, 10") {
  const auto encoded = [](std::string_view octets) {
    std::string text(base64_size(octets.size()), '\0');
    base64(octets, text.data());
    return text;
  };
  CHECK(encoded("").empty());
  CHECK(encoded("f") == "Zg==");
  CHECK(encoded("fo") == "Zm8=");
  CHECK(encoded("foobar") == "Zm9vYmFy");
}

TEST_CASE("C library generators make the numbers that their programs print") {
  MsvcRand msvc{1};
  for (const std::uint32_t value : {41u, 18467u, 6334u, 26500u, 19169u}) CHECK(msvc.next() == value);
  // "Numerical Recipes", 7.1: seeded with 0, ranqd1 gives 3C6EF35F, 47502932, D1CCF6E9, AAF95334, 6252E503.
  NumericalRecipesLcg ranqd1{0};
  for (const std::uint32_t value : {0x3C6EF35Fu, 0x47502932u, 0xD1CCF6E9u, 0xAAF95334u, 0x6252E503u})
    CHECK(ranqd1.next() == value);
  AnsiLcg ansi{1};  // ISO C, 7.22.2.2: rand() is state / 65536 % 32768
  for (const std::uint32_t value : {16838u, 5758u, 10113u, 17515u}) CHECK((ansi.next() >> 16 & 0x7FFF) == value);
  BorlandLcg borland{1};  // rand() is the state's bits 16 to 30
  for (const std::uint32_t value : {346u, 130u, 10982u, 1090u}) CHECK((borland.next() >> 16 & 0x7FFF) == value);
}

TEST_CASE("the minimal standard generator, while its differences stay positive") {
  UncorrectedMinstd minstd{1};
  CHECK(minstd.next() == 16807);
  CHECK(minstd.next() == 282'475'249);
  CHECK(minstd.next() == 1'622'650'073);
}

TEST_CASE("java.util.Random: what new Random(42) prints") {
  JavaRandom bits{42};
  CHECK(static_cast<std::int32_t>(bits.next(32)) == -1170105035);
  CHECK(static_cast<std::int32_t>(bits.next(32)) == 234785527);
  JavaRandom bounded{42};
  // 31 bits are those of nextInt() without the lowest.
  for (const std::uint32_t value : {30u, 63u, 48u, 84u}) CHECK(bounded.next_int(100) == value);
  // A bound just above 2^30 rejects about half of all draws: the loop has to run.
  JavaRandom rejecting{0};
  for (int i = 0; i < 1000; ++i) CHECK(rejecting.next_int(0x4000'0001) < 0x4000'0001);
}

TEST_CASE("System.Random: what new Random(0) prints") {
  NetRandom numbers{0};
  for (const std::uint32_t value : {72u, 81u, 76u, 55u, 20u}) CHECK(numbers.next(100) == value);
}

}  // namespace dgacast
