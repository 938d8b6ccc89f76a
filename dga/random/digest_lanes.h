// SPDX-License-Identifier: Apache-2.0
// Digests of many short messages at once, as many side by side as the processor's vectors have lanes (Highway chooses
// at run time). For bots that hash a counter and a date, and for searches of what they hash besides: the messages
// differ in a few words only.
//
//   const HashBlock block = md5_block(message);
//   const VaryingWord counters{0, first_words};
//   Md5Words words;
//   md5_each(block, {&counters, 1}, words);   // words.word[w][i] is word w of the digest of message i
//   Sha1Words hashes;
//   sha1_counted(sha1_block(message), hashes);
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace dgacast {

/// Messages a call of md5_each().
inline constexpr std::size_t kDigestBatch = 128;
/// One word of each message or digest.
using BatchWords = std::array<std::uint32_t, kDigestBatch>;
/// Messages a call of sha1_counted(): all numbers of one octet.
inline constexpr std::size_t kSha1Batch = 256;

/// A message as its hash sees it: padded to sixteen words.
using HashBlock = std::array<std::uint32_t, 16>;
/// The block of a message of at most 55 octets: little-endian words (RFC 1321, 3.1 and 3.2).
HashBlock md5_block(std::string_view message) noexcept;
/// The same with big-endian words (RFC 3174, 4).
HashBlock sha1_block(std::string_view message) noexcept;

/// Digests by word: `word[w][i]` is word w of digest i, a number (MD5's words are stored little-endian, SHA-1's
/// big-endian).
struct Md5Words {
  std::array<BatchWords, 4> word;
};
struct Sha1Words {
  std::array<std::array<std::uint32_t, kSha1Batch>, 5> word;
};

/// What stands in place of word `at` of the block, 0 to 15.
struct VaryingWord {
  std::size_t at;
  BatchWords words;
};

/// MD5 of the messages that `block` becomes with the words of `varying` in their places.
void md5_each(const HashBlock& block, std::span<const VaryingWord> varying, Md5Words& out) noexcept;
/// SHA-1 of the messages that `block` becomes when each number below kSha1Batch is XORed into its first word.
void sha1_counted(const HashBlock& block, Sha1Words& out) noexcept;

}  // namespace dgacast
