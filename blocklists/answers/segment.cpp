// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/segment.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "blocklists/answers/fingerprint.h"
#include "dga/core/issue.h"
#include "dga/core/threads.h"

namespace dgacast {
namespace {

static_assert(std::endian::native == std::endian::little, "the index is read where it lies, as little-endian numbers");

constexpr std::string_view kFooterMagic = "DGAINSEG";
constexpr std::size_t kBlockHead = 8;        // checksum and number of entries
constexpr std::size_t kPadding = 8;          // behind the blocks: an entry is read as 8 octets
constexpr std::uint64_t kLine = 64;          // octets of a cache line
constexpr std::uint32_t kMostEntry = 57;     // bits that 8 octets hold at any offset of bits
constexpr std::uint64_t kChunkBlocks = 256;  // that a thread encodes at a time: about 1 MB

template <typename T>
T load(const char* from) noexcept {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

template <typename T>
void append_number(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::uint64_t words_for(std::uint64_t bits) noexcept { return (bits + 63) / 64; }

constexpr std::uint64_t kEachOctet = 0x0101'0101'0101'0101;

/// In octet i, how many one bits of `word` are in octets 0 to i.
std::uint64_t ones_up_to(std::uint64_t word) noexcept {
  word -= (word >> 1) & 0x55 * kEachOctet;
  word = (word & 0x33 * kEachOctet) + ((word >> 2) & 0x33 * kEachOctet);
  return ((word + (word >> 4)) & 0x0F * kEachOctet) * kEachOctet;
}

// To count bits is half of a look-up, and an instruction that not every x86-64 has: std::popcount would be a call.

/// How many of the `words` at `counts` come before the one that holds the one bit number `rank` (from 0), which becomes
/// its number within that word; `words` when there are fewer one bits.
std::uint64_t words_before_by_sums(const char* counts, std::uint64_t words, std::uint32_t& rank) noexcept {
  for (std::uint64_t at = 0; at < words; ++at) {
    const auto ones = static_cast<std::uint32_t>(ones_up_to(load<std::uint64_t>(counts + 8 * at)) >> 56);
    if (rank < ones) return at;
    rank -= ones;
  }
  return words;
}
#ifdef __x86_64__
[[gnu::target("popcnt")]] std::uint64_t words_before_by_popcnt(const char* counts, std::uint64_t words,
                                                               std::uint32_t& rank) noexcept {
  for (std::uint64_t at = 0; at < words; ++at) {
    const auto ones = static_cast<std::uint32_t>(__builtin_popcountll(load<std::uint64_t>(counts + 8 * at)));
    if (rank < ones) return at;
    rank -= ones;
  }
  return words;
}
const auto words_before = __builtin_cpu_supports("popcnt") ? words_before_by_popcnt : words_before_by_sums;
#else
constexpr auto words_before = words_before_by_sums;
#endif

/// Position of the one bit number `rank` (from 0) of `word`, which has more than that.
std::uint32_t select_bit(std::uint64_t word, std::uint32_t rank) noexcept {
  // The first octet up to which there are more than `rank`: behind those whose sum, at most 64, is no more.
  const std::uint64_t sums = ones_up_to(word);
  const std::uint64_t no_more = ((rank | 0x80) * kEachOctet - sums) >> 7 & kEachOctet;
  const auto octet = static_cast<std::uint32_t>(no_more * kEachOctet >> 56);
  if (octet > 0) rank -= static_cast<std::uint32_t>(sums >> 8 * (octet - 1) & 0xFF);
  word >>= 8 * octet;
  for (; rank > 0; --rank) word &= word - 1;
  return 8 * octet + static_cast<std::uint32_t>(std::countr_zero(word));
}

/// Appends values of any width to 64-bit words.
class BitWriter {
 public:
  void put(std::uint64_t value, std::uint32_t width) {
    if (used_ % 64 == 0) words_.push_back(0);
    words_.back() |= value << used_ % 64;
    if (used_ % 64 + width > 64) words_.push_back(value >> (64 - used_ % 64));
    used_ += width;
  }
  void append_to(std::string& out) const {
    out.append(reinterpret_cast<const char*>(words_.data()), words_.size() * sizeof words_[0]);
  }
  void clear() noexcept {
    words_.clear();
    used_ = 0;
  }

 private:
  std::vector<std::uint64_t> words_;
  std::uint64_t used_ = 0;
};

/// Encodes one block after the other.
class BlockEncoder {
 public:
  explicit BlockEncoder(const BlockShape& shape) noexcept : shape_(shape) {}

  /// `entries` are those of block `number`, in order.
  void encode(std::uint64_t number, std::span<const IndexEntry> entries, std::string& out) {
    const std::uint32_t remainder_bits = shape_.remainder_bits();
    const std::uint64_t mask = (std::uint64_t{1} << remainder_bits) - 1;
    const std::uint64_t first = number * Segment::kBlockBuckets;
    const std::uint64_t last = std::min(first + Segment::kBlockBuckets, std::uint64_t{1} << shape_.bucket_bits);
    counts_.clear();
    packed_.clear();
    std::size_t next = 0;
    for (std::uint64_t bucket = first; bucket < last; ++bucket) {
      for (; next < entries.size() && entries[next].print >> remainder_bits == bucket; ++next) {
        counts_.put(0, 1);
        packed_.put((entries[next].print & mask) << shape_.position_bits | entries[next].position, shape_.entry_bits());
      }
      counts_.put(1, 1);
    }
    const std::size_t begin = out.size();
    append_number(out, std::uint32_t{0});
    append_number(out, static_cast<std::uint32_t>(entries.size()));
    counts_.append_to(out);
    packed_.append_to(out);
    const auto checksum = static_cast<std::uint32_t>(XXH3_64bits(out.data() + begin + 4, out.size() - begin - 4));
    std::memcpy(out.data() + begin, &checksum, sizeof checksum);
  }

 private:
  const BlockShape& shape_;
  BitWriter counts_, packed_;
};

struct Footer {
  std::uint64_t begin, blocks_size, table_size, entries, positions, blocks;
  std::uint32_t bucket_bits, position_bits, number, zero;
  std::uint64_t table_checksum, directory_checksum;
};
constexpr std::size_t kFooterNumbers = 6 * 8 + 4 * 4 + 2 * 8;
static_assert(sizeof(Footer) == kFooterNumbers);
static_assert(kFooterMagic.size() + kFooterNumbers + 8 + 8 == Segment::kFooter);

}  // namespace

std::uint32_t BlockShape::remainder_bits() const noexcept { return kFingerprintBits - bucket_bits; }

std::uint64_t BlockShape::blocks() const noexcept {
  return ((std::uint64_t{1} << bucket_bits) + Segment::kBlockBuckets - 1) / Segment::kBlockBuckets;
}

/// Some blocks that follow each other, encoded by one thread.
struct SegmentWriter::Chunk {
  std::string text;
  std::vector<std::size_t> begins;  // of blocks in text
  std::uint64_t entries = 0;
};

SegmentWriter::SegmentWriter(const ListTable& lists, std::uint64_t count, Place place, Output& output)
    : lists_(lists), count_(count), place_(place), output_(output) {
  shape_.bucket_bits =
      count == 0 ? 0 : std::min(static_cast<std::uint32_t>(std::bit_width(count)) - 1, kFingerprintBits);
  const std::uint64_t positions = lists.positions();
  shape_.position_bits = positions < 2 ? 1 : static_cast<std::uint32_t>(std::bit_width(positions - 1));
  if (positions > std::uint64_t{1} << 32 || shape_.entry_bits() > kMostEntry) {
    throw InputError{{"", std::to_string(positions) + " names in all lists are too many for one segment of an index",
                      "build it of a part of the range and append the rest"}};
  }
}

void SegmentWriter::add(const EntrySource& source, const RunContext& run) {
  const unsigned threads = threads_to_be_had(run.threads);
  std::vector<Chunk> chunks(places_for(threads));
  take_in_order((shape_.blocks() + kChunkBlocks - 1) / kChunkBlocks, threads,
                [&](std::size_t i, std::size_t place, unsigned) { encode(i * kChunkBlocks, source, chunks[place]); },
                [&](std::size_t place) {
                  run.check();
                  take(chunks[place]);
                });
}

void SegmentWriter::encode(std::uint64_t first_block, const EntrySource& source, Chunk& chunk) const {
  chunk.text.clear();
  chunk.begins.clear();
  chunk.entries = 0;
  BlockEncoder encoder{shape_};
  std::vector<IndexEntry> own;
  for (std::uint64_t block = first_block; block < std::min(first_block + kChunkBlocks, shape_.blocks()); ++block) {
    own.clear();
    const std::uint64_t first_bucket = block * Segment::kBlockBuckets;
    const std::uint64_t last_bucket =
        std::min(first_bucket + Segment::kBlockBuckets, std::uint64_t{1} << shape_.bucket_bits);
    source(first_bucket << shape_.remainder_bits(), last_bucket << shape_.remainder_bits(), own);
    std::ranges::sort(own);
    chunk.begins.push_back(chunk.text.size());
    chunk.entries += own.size();
    encoder.encode(block, own, chunk.text);
  }
}

void SegmentWriter::take(const Chunk& chunk) {
  for (const std::size_t begin : chunk.begins) directory_.push_back(static_cast<std::uint32_t>((written_ + begin) / 8));
  output_.write(chunk.text);
  written_ += chunk.text.size();
  entries_ += chunk.entries;
  if (written_ / 8 > ~std::uint32_t{0}) {
    throw InputError{{"", "a segment of an index would be larger than 32 GiB",
                      "build it of a part of the range and append the rest"}};
  }
}

void SegmentWriter::finish() {
  if (entries_ != count_) throw std::logic_error("an index was built from more or fewer entries than it was told");
  directory_.push_back(static_cast<std::uint32_t>(written_ / 8));
  const std::string table = lists_.encode();
  const std::string_view pointers{reinterpret_cast<const char*>(directory_.data()), directory_.size() * 4};
  const Footer footer{place_.base,
                      written_,
                      table.size(),
                      count_,
                      lists_.positions(),
                      shape_.blocks(),
                      shape_.bucket_bits,
                      shape_.position_bits,
                      place_.number,
                      0,
                      XXH3_64bits(table.data(), table.size()),
                      XXH3_64bits(pointers.data(), pointers.size())};
  std::string tail(kPadding, '\0');
  tail += table;
  tail += pointers;
  const std::size_t begin = tail.size();
  tail += kFooterMagic;
  append_number(tail, footer);
  append_number(tail, std::uint64_t{Segment::kFooter});
  append_number(tail, XXH3_64bits(tail.data() + begin, tail.size() - begin));
  output_.write(tail);
}

Segment::Segment(std::string_view file, const std::string& name) : name_(name) {
  const auto cut = [&] { damaged("it ends in no whole segment: it is cut short, or its end is damaged"); };
  if (file.size() < kFooter) cut();
  const char* const end = file.data() + file.size() - kFooter;
  if (std::string_view{end, kFooterMagic.size()} != kFooterMagic ||
      load<std::uint64_t>(end + kFooter - 8) != XXH3_64bits(end, kFooter - 8)) {
    cut();
  }
  const Footer footer = load<Footer>(end + kFooterMagic.size());
  const std::uint64_t room = file.size() - kFooter;
  const std::uint64_t directory_size = (footer.blocks + 1) * 4;
  shape_ = {footer.bucket_bits, footer.position_bits};
  if (footer.bucket_bits > kFingerprintBits || footer.position_bits == 0 || footer.position_bits > 32 ||
      shape_.entry_bits() > kMostEntry || footer.blocks != shape_.blocks() || footer.begin > room ||
      footer.blocks_size > room || footer.table_size > room || directory_size > room ||
      footer.begin + footer.blocks_size + kPadding + footer.table_size + directory_size != room ||
      (footer.positions > 0 && (footer.positions - 1) >> footer.position_bits != 0)) {
    damaged("its last segment does not begin where it says: it is cut short, or put together from parts");
  }
  data_ = file.data() + footer.begin;
  begin_ = footer.begin;
  entries_ = footer.entries;
  number_ = footer.number;
  blocks_size_ = footer.blocks_size;
  remainder_bits_ = shape_.remainder_bits();
  entry_bits_ = shape_.entry_bits();
  remainder_mask_ = (std::uint64_t{1} << remainder_bits_) - 1;
  entry_mask_ = (std::uint64_t{1} << entry_bits_) - 1;
  position_mask_ = (std::uint64_t{1} << shape_.position_bits) - 1;
  const std::string_view table{data_ + blocks_size_ + kPadding, static_cast<std::size_t>(footer.table_size)};
  directory_ = table.data() + table.size();
  if (XXH3_64bits(table.data(), table.size()) != footer.table_checksum) damaged("its table of lists is damaged");
  if (XXH3_64bits(directory_, static_cast<std::size_t>(directory_size)) != footer.directory_checksum)
    damaged("its directory is damaged");
  auto decoded = ListTable::decode(table);
  if (!decoded || decoded->positions() != footer.positions) damaged("its table of lists cannot be read");
  lists_ = std::make_unique<const ListTable>(std::move(*decoded));
  const auto words = static_cast<std::size_t>(words_for(footer.blocks));
  checked_ = std::make_unique<std::atomic<std::uint64_t>[]>(words);
}

void Segment::damaged(std::string_view what) const {
  throw InputError{{name_, std::string(what), "build the index anew, or fetch the file again"}};
}

void Segment::prefetch_directory(std::uint64_t print) const noexcept {
  __builtin_prefetch(directory_ + bucket_of(print) / kBlockBuckets * 4);
}

void Segment::prefetch_block(std::uint64_t print) const noexcept {
  const std::uint64_t bucket = bucket_of(print);
  const std::uint64_t offset = std::uint64_t{load<std::uint32_t>(directory_ + bucket / kBlockBuckets * 4)} * 8;
  if (offset >= blocks_size_) return;
  // Counts stand at about 2.5 bits a bucket.
  const std::uint64_t last = offset + kBlockHead + bucket % kBlockBuckets * 5 / 16;
  for (std::uint64_t line = offset; line <= last; line += kLine) __builtin_prefetch(data_ + line);
}

const char* Segment::block_at(std::uint64_t number, std::size_t& size) const {
  const std::uint64_t begin = std::uint64_t{load<std::uint32_t>(directory_ + number * 4)} * 8;
  const std::uint64_t end = std::uint64_t{load<std::uint32_t>(directory_ + number * 4 + 4)} * 8;
  if (begin + kBlockHead > end || end > blocks_size_) damaged("its directory leads out of the file");
  size = static_cast<std::size_t>(end - begin);
  const char* const block = data_ + begin;
  std::atomic<std::uint64_t>& word = checked_[static_cast<std::size_t>(number / 64)];
  const std::uint64_t bit = std::uint64_t{1} << number % 64;
  if ((word.load(std::memory_order_relaxed) & bit) == 0) {
    check_block(number, block, size);
    word.fetch_or(bit, std::memory_order_relaxed);
  }
  return block;
}

void Segment::check_block(std::uint64_t number, const char* block, std::size_t size) const {
  if (static_cast<std::uint32_t>(XXH3_64bits(block + 4, size - 4)) != load<std::uint32_t>(block))
    damaged("block " + std::to_string(number) + " does not have its checksum: the file is damaged");
  const std::uint64_t entries = load<std::uint32_t>(block + 4), buckets = buckets_in(number);
  const std::uint64_t count_words = words_for(buckets + entries);
  if (kBlockHead + 8 * (count_words + words_for(entries * shape_.entry_bits())) != size)
    damaged("block " + std::to_string(number) + " is shorter or longer than its entries");
  // As many ones as buckets, the last of them behind all entries: the buckets hold all entries then.
  std::uint64_t ones = 0, last = 0;
  for (std::uint64_t at = 0; at < count_words; ++at) {
    const auto word = load<std::uint64_t>(block + kBlockHead + 8 * at);
    ones += static_cast<std::uint64_t>(std::popcount(word));
    if (word != 0) last = at * 64 + static_cast<std::uint64_t>(std::bit_width(word)) - 1;
  }
  if (ones != buckets || last + 1 != buckets + entries)
    damaged("the counts of block " + std::to_string(number) + " are no counts");
}

void Segment::check_blocks() const {
  std::uint64_t entries = 0;
  for (std::uint64_t number = 0; number < shape_.blocks(); ++number) {
    std::size_t size = 0;
    entries += load<std::uint32_t>(block_at(number, size) + 4);
  }
  if (entries != entries_)
    damaged("a segment has " + std::to_string(entries) + " entries, and says " + std::to_string(entries_));
}

Segment::Bucket Segment::bucket_in(std::uint64_t number, std::uint32_t bucket) const {
  std::size_t size = 0;
  const char* const block = block_at(number, size);
  const std::uint64_t entries = load<std::uint32_t>(block + 4);
  const std::uint64_t count_words = words_for(buckets_in(number) + entries);
  if (kBlockHead + 8 * (count_words + words_for(entries * shape_.entry_bits())) != size)
    damaged("block " + std::to_string(number) + " is shorter or longer than its entries");
  const char* const counts = block + kBlockHead;
  // Where the bucket begins: behind the 1 of the bucket before it.
  std::uint64_t begin = 0;
  if (bucket > 0) {
    std::uint32_t rank = bucket - 1;
    const std::uint64_t before = words_before(counts, count_words, rank);
    if (before == count_words) damaged("the counts of block " + std::to_string(number) + " are no counts");
    begin = before * 64 + select_bit(load<std::uint64_t>(counts + 8 * before), rank) + 1;
  }
  // Where its own 1 stands.
  std::uint64_t at = begin / 64;
  std::uint64_t word = at < count_words ? load<std::uint64_t>(counts + 8 * at) >> begin % 64 << begin % 64 : 0;
  while (word == 0) {
    if (++at >= count_words) damaged("the counts of block " + std::to_string(number) + " are no counts");
    word = load<std::uint64_t>(counts + 8 * at);
  }
  const std::uint64_t end = at * 64 + static_cast<std::uint64_t>(std::countr_zero(word));
  const std::uint64_t first = begin - bucket, last = end - bucket;
  if (last > entries) damaged("the counts of block " + std::to_string(number) + " are no counts");
  return {counts + 8 * count_words, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)};
}

Segment::Bucket Segment::bucket(std::uint64_t print) const {
  const std::uint64_t bucket = bucket_of(print);
  return bucket_in(bucket / kBlockBuckets, static_cast<std::uint32_t>(bucket % kBlockBuckets));
}

void Segment::prefetch_entries(const Bucket& bucket) const noexcept {
  const char* const first = bucket.entries + std::uint64_t{bucket.first} * entry_bits_ / 8;
  const char* const last = bucket.entries + std::uint64_t{bucket.last} * entry_bits_ / 8;
  __builtin_prefetch(first);
  if (reinterpret_cast<std::uintptr_t>(last) / kLine != reinterpret_cast<std::uintptr_t>(first) / kLine)
    __builtin_prefetch(last);
}

std::uint64_t Segment::position_of(std::uint64_t entry) const {
  const std::uint64_t position = entry & position_mask_;
  if (position >= lists_->positions()) damaged("a position leads out of the lists");
  return position;
}

void Segment::append(std::uint64_t first, std::uint64_t last, std::uint64_t offset,
                     std::vector<IndexEntry>& out) const {
  for (std::uint64_t bucket = bucket_of(first); bucket <= bucket_of(last - 1); ++bucket) {
    const Bucket range = bucket_in(bucket / kBlockBuckets, static_cast<std::uint32_t>(bucket % kBlockBuckets));
    for (std::uint32_t i = range.first; i < range.last; ++i) {
      const std::uint64_t entry = entry_at(range.entries, i);
      const std::uint64_t print = bucket << remainder_bits_ | entry >> shape_.position_bits;
      if (first <= print && print < last) out.push_back({print, position_of(entry) + offset});
    }
  }
}

}  // namespace dgacast
