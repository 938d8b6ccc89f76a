// SPDX-License-Identifier: Apache-2.0
// Enumerates a plan in parallel into sorted runs, and merges the runs into one sorted list without duplicates.
//
//   Collection names = collect(plan, filter, {.provenance = true, .threads = 2});
//   names.visit([&](std::span<const Entry> entries) { ... });
//
// The order is that of the octets (as `LC_ALL=C sort`), and depends neither on the number of threads nor on the memory.
// Each thread gathers names until its buffer is full, and deals them out by how they begin into a run (run.h), which
// stays in memory while there is room and goes to a temporary file when there is none. The merge cuts the range of all
// names into parts of some 30,000, and threads make one part each, by sorting what all runs have of it (name_order.h),
// while the parts before are handed over in order.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/engine/enumerate.h"
#include "blocklists/engine/name_filter.h"
#include "blocklists/engine/plan.h"
#include "blocklists/engine/run.h"
#include "blocklists/io/sink.h"
#include "blocklists/names/hostname.h"
#include "blocklists/names/tld_facts.h"

namespace dgacast {

/// Where a name comes from: the seed, the time in which bots try it, its place in the bot's order, and who says so.
struct Attribution {
  const CatalogueEntry* entry;
  const Seed* seed;
  UtcSeconds valid_from;   ///< of the first list of an unbroken row of lists that hold the name
  UtcSeconds valid_until;  ///< half-open; of the last list of that row
  std::uint32_t index;     ///< place in the first list, from 0: with valid_from it proves the name
  SaidBy said_by = SaidBy::computed;
};

struct Assessment;

/// The first of `sources`, which are ordered by who says them, up to those that `least` says, inclusive.
inline std::span<const Attribution> said_by_up_to(std::span<const Attribution> sources, SaidBy least) noexcept {
  std::size_t count = sources.size();
  while (count > 0 && sources[count - 1].said_by > least) --count;
  return sources.first(count);
}

/// One name of the result. `domain` and `sources` are good during the visit only. `sources` is empty without
/// provenance, otherwise ordered by who says so, the most trusted first, then by valid_from, then by the plan's order
/// of seeds. The order is what keeps a claim from becoming a fact: whoever needs one source takes the first, and
/// whoever joins several, or writes a row for each, asks one of the two functions.
struct Entry {
  std::string_view domain;
  std::span<const Attribution> sources;
  const Assessment* assessment = nullptr;  ///< set by a Screen (judge/screen.h), good as long as its block

  /// The sources that are trusted most: what they say counts for action, confidence and validity, the others not.
  std::span<const Attribution> deciding() const noexcept {
    return sources.empty() ? sources : said_by_up_to(sources, sources.front().said_by);
  }
  /// The sources for which formats write rows that do not tell who says so: those that an algorithm made, or else what
  /// imports claim. An import of a name that we compute anyway gives it no further family and no other dates.
  std::span<const Attribution> told() const noexcept {
    const auto made = said_by_up_to(sources, SaidBy::catalogue);
    return made.empty() ? sources : made;
  }
};

/// What a part of the entries became.
struct PartText {
  Sink rows;   ///< of the list
  Sink aside;  ///< of a second one
};

/// Makes text of entries on one thread.
class EntryConverter {
 public:
  virtual ~EntryConverter() = default;
  /// Appends what the next entries of a part become. `entries` are good during the call only.
  virtual void convert(std::span<const Entry> entries, PartText& out) = 0;
};

struct CollectOptions {
  bool provenance = false;
  const TldFacts* reduce_by = nullptr;  ///< not null: names become their registrable domains, where they have one
  unsigned threads = 0;                 ///< 0: as many as the machine has
  std::stop_token stop = {};            ///< looked at between lists
  std::uint64_t memory = std::uint64_t{1} << 30;  ///< octets that the whole process may take, about
  std::string folder = {};            ///< of the temporary file, for what takes more; empty: $TMPDIR, or /tmp
  Scope::Shard shard = {};            ///< which shard of the plan
  Progress* progress = nullptr;       ///< kept up to date when there is one; must outlive the result
  std::size_t run_names = 1'000'000;  ///< names in a run at most, before it is sorted
};

class Collection {
 public:
  /// How many generated names (with repeats) that the filter's TLDs let through were left out for each fault.
  const std::array<std::uint64_t, kNameFaults>& faults() const noexcept { return faults_; }
  /// Hands over all entries in order, in blocks of up to 4096, one block after the other. Throws what `visitor` throws,
  /// and InputError when the temporary file cannot be read.
  void visit(const std::function<void(std::span<const Entry>)>& visitor) const;
  /// Lets threads convert the same blocks, each by a converter that `make` made, and hands what parts became to `take`,
  /// in order, one after the other. Gives the converters. Throws what visit() throws, and what they throw.
  std::vector<std::unique_ptr<EntryConverter>> convert(const std::function<std::unique_ptr<EntryConverter>()>& make,
                                                       const std::function<void(const PartText&)>& take) const;
  /// Finds single names. Not thread-safe: each thread makes its own, which must not outlive the collection. A name
  /// costs a look into each run (some microseconds): for the few that need it, not for all.
  class Finder {
   public:
    explicit Finder(const Collection& names);
    ~Finder();
    Finder(const Finder&) = delete;
    Finder& operator=(const Finder&) = delete;
    /// The entry of `name`, good until the next call, or nullptr. Throws InputError when the temporary file cannot be
    /// read.
    const Entry* find(std::string_view name);

   private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
  };
  /// Hands over each name with its places instead (none without provenance), in order, one after the other.
  void visit_places(const std::function<void(std::string_view, std::span<const Place>)>& visitor) const;
  bool has_provenance() const noexcept { return provenance_; }

 private:
  friend Collection collect(const Plan&, const NameFilter&, const CollectOptions&);
  friend class ShardSet;
  struct Section;

  Collection(const Plan& plan, const CollectOptions& options);
  struct Workbench;

  std::vector<std::string> cut() const;
  void merge(std::string_view from, std::optional<std::string_view> to, Workbench& bench, Section& section) const;
  void attribute(Section& section) const;
  void each_section(const std::function<void(Section&, unsigned thread)>& finish,
                    const std::function<void(Section&)>& take) const;

  const Plan* plan_;
  bool provenance_;
  unsigned threads_;
  Progress* progress_;
  std::size_t buffer_names_ = 0;
  std::size_t section_names_ = 0;
  std::unique_ptr<BlockStore> store_;
  std::vector<std::unique_ptr<SpillFile>> files_;  // shards that runs_ read
  std::vector<Run> runs_;
  std::array<std::uint64_t, kNameFaults> faults_{};
};

/// Enumerates all lists of `plan` (which must outlive the result). Names with a fault are counted and left out; names
/// that the filter does not pass are left out. Throws Interrupted, std::bad_alloc, and InputError when the temporary
/// file cannot be written.
Collection collect(const Plan& plan, const NameFilter& filter, const CollectOptions& options);

}  // namespace dgacast
