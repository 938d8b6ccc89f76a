// SPDX-License-Identifier: Apache-2.0
// An index file: for a great universe of names, which list each stands in. `write_index.h` makes one.
//
//   const NameIndex index{MappedFile{"dga.idx"}, "dga.idx", catalogue};
//
// The file is "DGAINDEX", a u32 format version, u32 kFingerprintBits, a u64 of 0 and the XXH3-64 of these 24 octets;
// then segments (segment.h), of which the last is read first. All numbers are little-endian.
#pragma once
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "blocklists/answers/lookup.h"
#include "blocklists/answers/segment.h"
#include "blocklists/io/mapped_file.h"

namespace [[gnu::visibility("default")]] dgacast {

inline constexpr std::uint32_t kIndexVersion = 1;

/// The head of an index file.
std::string index_head();

/// The lists that were made last, so that many questions about the same lists make them once.
class ListCache {
 public:
  /// Keeps up to `room` octets of names, and the list that was asked for last in any case.
  explicit ListCache(std::size_t room) noexcept : room_(room) {}
  /// Good until the next call. `key` stands for the list.
  const DomainList& get(std::uint64_t key, const CatalogueEntry& entry, const Seed& seed, const Period& period);

 private:
  struct Kept {
    std::uint64_t key;
    DomainList names;
  };
  static std::size_t size_of(const DomainList& names) noexcept { return names.text_size() + 4 * names.size() + 64; }

  std::size_t room_, used_ = 0;
  std::list<Kept> kept_;  // the last used first
  std::unordered_map<std::uint64_t, std::list<Kept>::iterator> by_key_;
};

/// Not for several threads at once: proving keeps lists.
class NameIndex final : public NameLookup {
 public:
  /// `name` is the file's name for messages; `catalogue` must outlive the index. Throws InputError: no index, a newer
  /// format, cut short or damaged, or with lists of seeds that the catalogue does not know.
  NameIndex(MappedFile file, const std::string& name, const Catalogue& catalogue);
  /// The same for octets that somebody else keeps.
  NameIndex(std::string_view octets, const std::string& name, const Catalogue& catalogue);

  std::vector<Answer> find(std::span<const std::string_view> names) override;
  std::uint64_t lists_of(const CatalogueEntry& entry) const override;

  /// In one segment, in any order: position << 32 | place among the names asked for. The segment's table tells the list
  /// of a position.
  using Matches = std::vector<std::uint64_t>;
  /// The first step of find(): where the fingerprints of `names` stand, by segment, and nothing proved. Some of these
  /// positions are of other names. Needs fewer than 2^32 names. Throws InputError when what it reads is damaged.
  std::vector<Matches> match(std::span<const std::string_view> names) const;

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
  /// How many entries had the fingerprint of a name that was asked for, since the beginning.
  std::uint64_t matches() const noexcept { return matches_; }
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
  std::vector<Matches> match_unchecked(std::span<const std::string_view> names) const;
  std::vector<Answer> find_unchecked(std::span<const std::string_view> names);
  /// Appends those of sorted `matches` whose list has the name at that place.
  void prove(std::span<const std::string_view> names, std::uint32_t segment, const Matches& matches,
             std::vector<Answer>& proved);
  /// Makes the list, or knows it still.
  const DomainList& names_of(const Known& known, std::uint64_t key, const TableList& list);

  MappedFile file_;
  std::string_view octets_;
  std::string name_;
  std::vector<Segment> segments_;
  std::vector<std::vector<Known>> known_;  // by segment, by seed
  bool stale_ = false;
  std::uint64_t matches_ = 0;
  ListCache lists_;
  std::unordered_map<std::uint64_t, Source> sources_;  // of lists that held a name, by the keys of lists_
};

}  // namespace dgacast
