// SPDX-License-Identifier: Apache-2.0
// A sorted run of names, in blocks that can be read one by one: each name is written as what it does not share with the
// one before it, which halves random names and makes a quarter of names from word lists.
//
// A block, whose first name shares nothing:  { shared (1 octet), rest (1 octet), the rest of the name, [places] } ...
// [places] with provenance: their number, then for each first, last - first, index; numbers in LEB128.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/formats/sink.h"
#include "blocklists/select/gathered_names.h"
#include "blocklists/select/spill_file.h"

namespace dgacast {

/// Where blocks are kept: in memory as long as there is room, then in a file. Any number of threads.
class BlockStore {
 public:
  /// All blocks go to `output`, which must outlive the store, from offset `begin` of what it becomes; nothing can be
  /// read from here. One run at a time.
  BlockStore(Output& output, std::uint64_t begin) : free_(0), file_(""), output_(&output), end_(begin) {}
  /// At most `memory` octets of blocks stay in memory. `folder` as for SpillFile.
  BlockStore(std::uint64_t memory, std::string folder) : free_(memory), file_(std::move(folder)) {}
  /// True when `octets` more may stay in memory; they count from then on.
  bool reserve(std::uint64_t octets) noexcept;
  /// Keeps octets outside memory, and tells at which offset. Throws InputError when they cannot be written.
  std::uint64_t append(std::string_view octets);
  const SpillFile& file() const noexcept { return file_; }
  /// True when the blocks are for others to read: they get checksums.
  bool handed_over() const noexcept { return output_ != nullptr; }

 private:
  std::atomic<std::uint64_t> free_;
  SpillFile file_;
  Output* output_ = nullptr;
  std::uint64_t end_ = 0;  // of what output_ got
};

/// A finished run. Any number of threads may read it.
class Run {
 public:
  Run() = default;
  /// A run whose blocks are all in `file`, which must outlive it, by the index that append_index() wrote. Throws
  /// InputError with `where` when it is no such index; read() does when a block is not what was written.
  Run(const SpillFile& file, bool provenance, std::string_view index, std::string_view where);
  /// Appends the index of a run whose blocks lie one behind the other.
  void append_index(std::string& out) const;

  std::size_t blocks() const noexcept { return blocks_.size(); }
  /// What a block begins with: behind all names of the block before it, and not behind its own first name; and how many
  /// names it has.
  std::string_view beginning(std::size_t block) const noexcept { return beginnings_[block]; }
  std::uint32_t names_in(std::size_t block) const noexcept { return blocks_[block].names; }

  /// Memory for read().
  struct Scratch {
    std::vector<char> block;
    std::vector<Place> places;
  };
  /// Appends all names from `from` (included) to `to` (not included; nothing: to the end), in order, with their places
  /// if the run has them, to `out`.
  void read(std::string_view from, std::optional<std::string_view> to, GatheredNames& out, Scratch& scratch) const;

 private:
  friend class RunWriter;
  struct Block {
    const char* octets;  // in pieces_, or null: the block is in the file
    std::uint64_t offset;
    std::uint32_t size;
    std::uint32_t names;
  };

  const SpillFile* file_ = nullptr;
  bool provenance_ = false;
  DomainList beginnings_;
  std::vector<Block> blocks_;
  std::vector<std::unique_ptr<char[]>> pieces_;  // of memory, for many blocks each
  std::vector<std::uint32_t> checks_;            // of the blocks, when they come from elsewhere or go there
  std::string where_;                            // they come from
};

/// Makes a run of names that come in order.
class RunWriter {
 public:
  /// `store` must outlive the run.
  RunWriter(BlockStore& store, bool provenance);
  /// Adds a name that comes behind the one before it. It has at most 255 octets.
  void add(std::string_view name, std::span<const Place> places);
  /// The run; the writer is used up. Throws InputError when the file cannot be written, as add() does.
  Run finish();

 private:
  void add_places(std::span<const Place> places);
  void end_block();
  /// Copies a block into the run's memory.
  const char* keep(std::string_view block);
  void write_pending();

  BlockStore& store_;
  Run run_;
  std::unique_ptr<char[]> block_;
  std::size_t room_, used_ = 0;  // of block_, octets
  std::uint32_t names_ = 0;      // in block_
  std::array<char, 256> last_;   // the name before
  std::size_t last_size_ = 0;
  char* piece_ = nullptr;  // what is left of the last piece, and its octets
  std::size_t piece_left_ = 0;
  std::string pending_;            // blocks on their way to the file
  std::size_t first_pending_ = 0;  // the number of their first
};

}  // namespace dgacast
