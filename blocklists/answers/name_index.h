// SPDX-License-Identifier: Apache-2.0
// An index file: for a great universe of names, which list each stands in. `write_index.h` makes one.
//
//   const NameIndex index{MappedFile{"dga.idx"}, "dga.idx", catalogue};    // std::shared_ptr<const Catalogue>
//   for (const Answer& answer : index.find(names, run)) ...
//
// The file is "DGAINDEX", a u32 format version, u32 kFingerprintBits, a u64 of 0 and the XXH3-64 of these 24 octets;
// then segments (segment.h), of which the last is read first. All numbers are little-endian.
#pragma once
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/answers/list_cache.h"
#include "blocklists/answers/lookup.h"
#include "blocklists/answers/segment.h"
#include "blocklists/io/mapped_file.h"

namespace [[gnu::visibility("default")]] dgacast {

inline constexpr std::uint32_t kIndexVersion = 1;

/// The head of an index file.
std::string index_head();

/// Immutable once it was opened, and shared by any number of threads: a proof makes lists again, and those that were
/// made last are kept in a cache with locks of its own.
class NameIndex final : public NameLookup {
 public:
  /// Bytes of lists that are kept unless told otherwise.
  static constexpr std::size_t kListMemory = std::size_t{64} << 20;

  /// `name` is the file's name for messages. The index keeps `catalogue` alive. `list_memory` bytes of lists that were
  /// made to prove names are kept at most (beside one list for each call that runs): more of them makes questions about
  /// the same lists faster, and changes no answer. Throws InputError: no index, a newer format, cut short or damaged,
  /// or with lists of seeds that the catalogue does not know.
  NameIndex(MappedFile file, const std::string& name, std::shared_ptr<const Catalogue> catalogue,
            std::size_t list_memory = kListMemory);
  /// The same for octets that somebody else keeps.
  NameIndex(std::string_view octets, const std::string& name, std::shared_ptr<const Catalogue> catalogue,
            std::size_t list_memory = kListMemory);

  /// The answers keep the catalogue alive, and need neither the index nor its cache. The stop of `run` is looked at
  /// between lists, and some thousand names. Cost: about a microsecond a name of many, and of each list that holds one
  /// of the names what making it takes, unless it is still kept.
  Answers find(std::span<const std::string_view> names, const RunContext& run) const override;
  using NameLookup::find;
  std::uint64_t lists_of(const CatalogueEntry& entry) const override;

  /// In one segment, in any order: position << 32 | place among the names asked for. The segment's table tells the list
  /// of a position.
  using Matches = std::vector<std::uint64_t>;
  /// The first step of find(): where the fingerprints of `names` stand, by segment, and nothing proved. Some of these
  /// positions are of other names. Needs fewer than 2^32 names. Throws InputError when what it reads is damaged, and
  /// Interrupted.
  std::vector<Matches> match(std::span<const std::string_view> names, const RunContext& run = {}) const;

  /// Throws InputError when the file was cut or changed since it was opened: what was read of it may then be anything.
  /// find(), match() and what writes indexes ask this themselves, after reading and before they give an answer.
  void check_unchanged() const { file_.check_unchanged(name_); }
  /// Gives what `work()`, which reads the index, gives. Throws what it throws, and what check_unchanged() throws.
  template <typename Work>
  auto checked(const Work& work) const {
    try {
      auto result = work();
      check_unchanged();
      return result;
    } catch (const InputError&) {
      check_unchanged();  // else what was found wrong is that the file was cut
      throw;
    }
  }
  /// Bytes of lists that are kept for further proofs.
  std::size_t kept_bytes() const noexcept { return lists_->used(); }
  /// The octets of the file.
  std::string_view octets() const noexcept { return octets_; }
  /// In the order in which they were appended.
  const std::vector<Segment>& segments() const noexcept { return segments_; }
  /// True when a segment was made from another state of the catalogue: names of seeds that were changed since are not
  /// found.
  bool stale() const noexcept { return stale_; }

 private:
  struct Known {
    const CatalogueEntry* entry;
    const Seed* seed;
  };
  std::vector<Matches> match_unchecked(std::span<const std::string_view> names, const RunContext& run) const;
  Answers find_unchecked(std::span<const std::string_view> names, const RunContext& run) const;
  struct Proof;  // what prove() finds
  /// Adds those of sorted `matches` whose list has the name at that position.
  void prove(std::span<const std::string_view> names, std::uint32_t segment, const Matches& matches,
             const RunContext& run, Proof& proof) const;
  /// Makes a list into `names`.
  void make(const Known& known, const TableList& list, DomainList& names) const;

  std::shared_ptr<const Catalogue> catalogue_;
  MappedFile file_;
  std::string_view octets_;
  std::string name_;
  std::vector<Segment> segments_;
  std::vector<std::vector<Known>> known_;  // by segment, by seed
  bool stale_ = false;
  std::unique_ptr<ListCache> lists_;  // by segment << 40 | position of the first name
};

}  // namespace dgacast
