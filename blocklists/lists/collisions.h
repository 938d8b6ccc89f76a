// SPDX-License-Identifier: Apache-2.0
// Which candidates are, or may be, somebody's: what lists say of them. The candidates are the small side: they are told
// first, then each list streams by and only what it says of them is kept.
//
//   Collisions collisions;
//   for (...) collisions.expect("pushover.net");
//   collisions.read(input, "tranco.csv", "lists/tranco.csv", ListKind::allowed);
//   collisions.hits("pushover.net")[0].rank == 47'182;
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "blocklists/lists/name_list.h"
#include "dga/core/run_context.h"

namespace [[gnu::visibility("default")]] dgacast {

/// What one list says of a name.
struct Hit {
  ListKind kind;
  std::uint32_t list;       ///< for Collisions::list_name()
  std::uint64_t rank = 0;   ///< the best of the names at and below it; 0: the list has no ranks
  UtcSeconds created = {};  ///< of ListKind::created: the earliest
};

/// Told and read by one thread; then any number may ask.
/// Memory: 8 octets a candidate until the first list, from then on 4 to 8, and the names that lists have in common with
/// the candidates (and 1 in 700 or fewer of the others).
class Collisions {
 public:
  /// Tells of a candidate: its registrable domain. Twice does no harm. Before the first list.
  void expect(std::string_view registrable);
  /// Reads a list. A name of the list speaks of itself and of every name above it: "www.pushover.net" of
  /// "pushover.net". One with a wildcard ("*.mooo.com") speaks of all names below it too; without, a public suffix is
  /// nobody's candidate, and the report tells it. `name` is for evidence, `where` for messages. Throws what
  /// read_name_list() throws, and Interrupted when a stop was requested.
  ListReport read(Input& input, std::string_view name, std::string_view where, ListKind kind,
                  const RunContext& run = {});

  /// What the lists say of a registrable domain, in the order in which they were read.
  std::span<const Hit> hits(std::string_view registrable) const;
  /// True once a list was read.
  bool has_lists() const noexcept { return !list_names_.empty(); }
  const std::string& list_name(std::uint32_t list) const noexcept { return list_names_[list]; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
  };
  using HitMap = std::unordered_map<std::string, std::vector<Hit>, Hash, std::equal_to<>>;

  static std::uint64_t hash(std::string_view name) noexcept { return std::hash<std::string_view>{}(name); }
  void build_filter();
  bool may_be_expected(std::string_view name) const noexcept;
  void add(std::string_view name, const Hit& hit);
  void add_wildcards(const HitMap& wildcards);
  static void merge(const Hit& hit, std::vector<Hit>& hits);
  template <typename Visit>
  static void each_above(std::string_view name, const HitMap& wildcards, Visit visit);

  std::vector<std::uint64_t> expected_;              // hashes, until the filter is built
  std::vector<std::uint64_t> filter_;                // Bloom filter of words: each name sets four bits of one word
  std::unordered_set<std::uint64_t> parents_;        // hashes of the names above the candidates
  std::array<std::uint64_t, 256> recent_parents_{};  // of these
  HitMap hits_;
  HitMap wildcards_;  // names of which all below are meant, of parents_
  std::vector<std::string> list_names_;
};

}  // namespace dgacast
