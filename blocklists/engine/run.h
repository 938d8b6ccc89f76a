// SPDX-License-Identifier: Apache-2.0
// A run of names, in blocks that can be read one by one: all names of a block are before those of the next.
//
// There are two kinds of blocks. What stays in memory is in order from block to block only, and holds the entries of
// GatheredNames as they came: to sort each block waits until the merge, which has to sort what the runs have of it
// anyway. What goes to a file, and what has too many names that begin alike, is sorted and packed: each name is written
// as what it does not share with the one before it, which halves random names and makes a quarter of names from word
// lists.
//
// A packed block is a row of { shared (1 octet), rest (1 octet), the rest of the name, [places] }; its first name
// shares nothing. [places] with provenance: their number, then for each first, last - first, index; numbers in LEB128.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/engine/gathered_names.h"
#include "blocklists/engine/read_names.h"
#include "blocklists/io/sink.h"
#include "blocklists/io/spill_file.h"
#include "dga/core/domain_list.h"

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
  /// Memory for octets that were reserved, in a large piece, and kTextSlack more; it lives as long as the store.
  char* piece(std::size_t octets);
  /// Keeps octets outside memory, and tells at which offset. Throws InputError when they cannot be written.
  std::uint64_t append(std::string_view octets);
  const SpillFile& file() const noexcept { return file_; }
  /// True when the blocks are for others to read: they get checksums.
  bool handed_over() const noexcept { return output_ != nullptr; }

 private:
  std::atomic<std::uint64_t> free_;
  std::mutex adding_;
  std::vector<std::unique_ptr<char[]>> pieces_;
  SpillFile file_;
  Output* output_ = nullptr;
  std::uint64_t end_ = 0;  // of what output_ got
};

/// A finished run. Any number of threads may read it.
class Run {
 public:
  Run() = default;
  /// A run with provenance that anybody may have written: its blocks are in the first `size` bytes of `file`, by the
  /// index that append_index() wrote. `plan` is the plan that its places are in. Both must outlive it. Throws
  /// InputError with `where` when that is not an index of such a run; read() does for a block that is not what a
  /// RunWriter makes of host names: nothing in it is believed.
  Run(const SpillFile& file, std::uint64_t size, const Plan& plan, std::string_view index, std::string_view where);
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
  /// Adds all names from `from` (included) to `to` (not included; nothing: to the end), in no order, with their places
  /// if the run has them, to `out`, which is good as long as the store.
  void read(std::string_view from, std::optional<std::string_view> to, ReadNames& out, Scratch& scratch) const;

 private:
  friend class RunWriter;
  struct Block {
    const char* octets;  // in the store's memory, or null: the block is in the file
    std::uint64_t offset;
    std::uint32_t size;
    std::uint32_t names : 31;
    std::uint32_t packed : 1;
  };
  struct Range {  // of names; what is not set needs no look: a block has none beyond it
    std::optional<NameBound> from, to;
    bool has(std::string_view name) const noexcept {
      return !(from && from->is_behind(name)) && !(to && !to->is_behind(name));
    }
  };
  static void read_packed(const char* at, const Block& block, const Range& range, bool provenance, ReadNames& out,
                          Scratch& scratch);
  /// The same for a block that anybody may have written and that lies in scratch.block. Throws InputError.
  void read_foreign(std::size_t number, const Range& range, ReadNames& out, Scratch& scratch) const;
  static void read_plain(const Block& block, const Range& range, bool provenance, ReadNames& out);

  const SpillFile* file_ = nullptr;
  bool provenance_ = false;
  DomainList beginnings_;
  std::vector<Block> blocks_;
  std::vector<std::uint32_t> checks_;  // of the blocks, when they come from elsewhere or go there
  const Plan* plan_ = nullptr;         // set when anybody may have written them
  std::string where_;                  // they come from, for messages
};

/// What guards a block that is handed over against damage on its way: the lower half of the XXH3-64 of its bytes.
/// Whoever changes a block on purpose changes this too.
std::uint32_t check_of_block(std::string_view block) noexcept;

/// Makes runs of names that come in order, one run after the other. Not thread-safe.
class RunWriter {
 public:
  /// `store` must outlive the runs.
  RunWriter(BlockStore& store, bool provenance);
  /// Adds a name that does not come before the last one. It has at most 255 octets.
  void add(std::string_view name, std::span<const Place> places);
  /// Memory for a block of `octets` that does not get packed, or null when there is no room for it.
  char* keep(std::size_t octets);
  /// Adds such a block, of entries of GatheredNames that come behind all names before. `beginning` is as beginning()
  /// gives it.
  void add_block(std::string_view beginning, const char* octets, const GatheredNames::Group& size);
  /// The run; then the next one begins. Throws InputError when the file cannot be written, as add() does.
  Run finish();

 private:
  void begin();
  void add_places(std::span<const Place> places);
  void end_block();
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
  bool provenance_;
};

/// Makes runs of gathered names. Not thread-safe.
class RunMaker {
 public:
  /// Both must outlive the runs.
  RunMaker(const Plan& plan, BlockStore& store, bool provenance)
      : plan_(plan), provenance_(provenance), writer_(store, provenance) {}
  /// Throws InputError when the file cannot be written.
  Run make(const GatheredNames& names);

 private:
  /// Adds all names of a group that is too large for a block, or has no room in memory.
  void add_parts(std::size_t group, std::string_view entries);
  void add_sorted(std::span<const NameKey> keys);

  const Plan& plan_;
  bool provenance_;
  RunWriter writer_;
  NameOrder order_;
  ReadNames names_;
  std::vector<Place> places_;
  std::vector<char*> begins_, ends_;  // of the entries of each group
  std::unique_ptr<char[]> loose_;     // for entries of groups that are no blocks
  std::size_t loose_room_ = 0;
};

}  // namespace dgacast
