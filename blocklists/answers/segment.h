// SPDX-License-Identifier: Apache-2.0
// One segment of an index: a bucketed quotient table from fingerprints to positions, and the lists that they stand in.
//
// A position numbers the names of all lists of the segment, one list behind the other. The fingerprint's upper
// bucket_bits choose one of 2^bucket_bits buckets, which hold one to two entries each on average; an entry is the
// other bits of the fingerprint (the remainder) above position_bits of position, so that an entry takes about 41 bits
// whatever the number of names. 512 buckets make a block:
//
//   u32 checksum, u32 entries     the lower half of XXH3-64 of all that follows in the block, from `entries` on
//   unary counts                  a bucket is as many 0 bits as it has entries, then a 1; padded to 64 bits
//   entries                       ordered by bucket, remainder, position; padded to 64 bits
//
// Numbers are little-endian, bits count from the lowest of each octet. A segment in a file is:
//
//   blocks, 8 octets of 0, the list table (list_table.h), the directory (where each block begins, u32 in units of 8
//   octets, with the end as last), the footer
#pragma once
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/answers/list_table.h"
#include "blocklists/io/sink.h"
#include "dga/core/run_context.h"

namespace [[gnu::visibility("default")]] dgacast {

/// One name of one list. Entries are ordered by fingerprint, then by position.
struct IndexEntry {
  std::uint64_t print;  ///< kFingerprintBits
  std::uint64_t position;
  auto operator<=>(const IndexEntry&) const = default;  // NOLINT(modernize-use-nullptr): of clang-tidy 14, not of ours
};

/// Gives the entries with first <= print < last, appended to `out` in any order. Called by many threads at once.
using EntrySource = std::function<void(std::uint64_t first, std::uint64_t last, std::vector<IndexEntry>& out)>;

/// What is common to all blocks of a segment.
struct BlockShape {
  std::uint32_t bucket_bits = 0;
  std::uint32_t position_bits = 1;

  std::uint32_t remainder_bits() const noexcept;
  std::uint32_t entry_bits() const noexcept { return remainder_bits() + position_bits; }
  std::uint64_t blocks() const noexcept;
};

/// Writes one segment. The same octets whatever the number of threads.
///
///   SegmentWriter writer{lists, count, {.base = at, .number = 0}, output};
///   writer.add(entries, run);
///   writer.finish();
class SegmentWriter {
 public:
  struct Place {
    std::uint64_t base = 0;    ///< where the segment begins in its file
    std::uint32_t number = 0;  ///< its place among the segments
  };
  /// For `count` entries of names of `lists`; both `lists` and `output` must outlive the writer. Throws InputError for
  /// what a segment cannot hold (more than 2^32 positions).
  SegmentWriter(const ListTable& lists, std::uint64_t count, Place place, Output& output);
  /// Writes the blocks: all entries of `source`. Of `run`, its threads and its stop are used; it is looked at about
  /// every megabyte. Throws Interrupted, InputError when the segment becomes larger than 32 GiB, and what source and
  /// output throw.
  void add(const EntrySource& source, const RunContext& run);
  /// Writes what follows the blocks. Needs that add() had as many entries as were told. Throws what the output throws.
  void finish();

 private:
  struct Chunk;
  void encode(std::uint64_t first_block, const EntrySource& source, Chunk& chunk) const;
  void take(const Chunk& chunk);

  const ListTable& lists_;
  std::uint64_t count_;
  Place place_;
  Output& output_;
  BlockShape shape_;
  std::vector<std::uint32_t> directory_;  // where each block begins, in units of 8 octets
  std::uint64_t written_ = 0, entries_ = 0;
};

/// A segment in memory that somebody else owns. Any number of threads may ask.
class Segment {
 public:
  static constexpr std::size_t kFooter = 104;
  static constexpr std::uint32_t kBlockBuckets = 512;

  /// Reads the segment that ends at the end of `file`, which anybody may have written; `name` is for messages. Checks
  /// footer, list table and directory; blocks are checked when they are first used: their checksums tell damage, and
  /// all numbers are checked for themselves. Throws InputError.
  Segment(std::string_view file, const std::string& name);

  /// Where it begins in the file.
  std::uint64_t begin() const noexcept { return begin_; }
  std::uint64_t entries() const noexcept { return entries_; }
  std::uint32_t number() const noexcept { return number_; }
  const ListTable& lists() const noexcept { return *lists_; }

  /// The three steps of asking for a fingerprint, each of which touches memory that the one before it asked for.
  void prefetch_directory(std::uint64_t print) const noexcept;
  void prefetch_block(std::uint64_t print) const noexcept;
  /// The entries of the fingerprint's bucket, to be walked by match().
  struct Bucket {
    const char* entries;  ///< of the block
    std::uint32_t first, last;
  };
  /// Throws InputError when the block is damaged.
  Bucket bucket(std::uint64_t print) const;
  void prefetch_entries(const Bucket& bucket) const noexcept;
  /// Calls visit(position) for each entry with this fingerprint.
  template <typename Visitor>
  void match(const Bucket& bucket, std::uint64_t print, const Visitor& visit) const {
    const std::uint64_t wanted = print & remainder_mask_;
    for (std::uint32_t i = bucket.first; i < bucket.last; ++i) {
      const std::uint64_t entry = entry_at(bucket.entries, i);
      if (entry >> shape_.position_bits == wanted) visit(position_of(entry));
    }
  }
  /// Reads all blocks. Throws InputError when one is damaged, or when they do not hold entries() entries together.
  void check_blocks() const;
  /// All entries with first <= print < last, as an EntrySource with `offset` added to each position.
  void append(std::uint64_t first, std::uint64_t last, std::uint64_t offset, std::vector<IndexEntry>& out) const;

 private:
  [[noreturn]] void damaged(std::string_view what) const;
  std::uint64_t entry_at(const char* entries, std::uint32_t number) const noexcept {
    const std::uint64_t bit = std::uint64_t{number} * entry_bits_;
    std::uint64_t octets = 0;
    std::memcpy(&octets, entries + bit / 8, sizeof octets);
    return octets >> bit % 8 & entry_mask_;
  }
  std::uint64_t position_of(std::uint64_t entry) const;
  std::uint64_t bucket_of(std::uint64_t print) const noexcept { return print >> remainder_bits_; }
  std::uint64_t buckets_in(std::uint64_t block) const noexcept {
    return std::min<std::uint64_t>(kBlockBuckets, (std::uint64_t{1} << shape_.bucket_bits) - block * kBlockBuckets);
  }
  const char* block_at(std::uint64_t number, std::size_t& size) const;
  void check_block(std::uint64_t number, const char* block, std::size_t size) const;
  Bucket bucket_in(std::uint64_t block, std::uint32_t bucket) const;

  std::string name_;
  const char* data_ = nullptr;  // of the segment
  std::uint64_t begin_ = 0, entries_ = 0;
  std::uint32_t number_ = 0;
  BlockShape shape_;
  std::uint32_t remainder_bits_ = 0, entry_bits_ = 0;
  std::uint64_t remainder_mask_ = 0, position_mask_ = 0, entry_mask_ = 0;
  const char* directory_ = nullptr;
  std::uint64_t blocks_size_ = 0;
  std::unique_ptr<const ListTable> lists_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> checked_;  // a bit a block
};

}  // namespace dgacast
