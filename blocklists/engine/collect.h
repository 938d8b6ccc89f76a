// SPDX-License-Identifier: Apache-2.0
// Enumerates a plan in parallel into sorted runs, and merges the runs into one sorted list without duplicates.
//
//   Collection names = collect(plan, filter, {.provenance = true}, run);
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
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/engine/entry.h"
#include "blocklists/engine/enumerate.h"
#include "blocklists/engine/name_filter.h"
#include "blocklists/names/hostname.h"
#include "blocklists/names/tld_facts.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Works on the names of one section at a time, on one thread at a time.
class SectionWorker {
 public:
  virtual ~SectionWorker() = default;
  /// Makes something of all names of a section, some 30,000 in order, and forgets what it made of the last one. The
  /// entries stay good until the section was taken.
  virtual void work(std::span<const Entry> entries) = 0;
};
/// Calls `visitor` for blocks of up to 4096 of `entries`: what is kept for each name of a block stays in the cache.
void each_block(std::span<const Entry> entries, const std::function<void(std::span<const Entry>)>& visitor);

struct CollectOptions {
  /// Entries know their sources, which most formats show: 4 to 8 bytes more a name and source, and 0.13 us a name
  /// to collect and visit.
  bool provenance = false;
  const TldFacts* reduce_by = nullptr;  ///< not null: names become their registrable domains, where they have one
  Scope::Shard shard = {};              ///< which shard of the plan
  std::size_t run_names = 1'000'000;    ///< names in a run at most, before it is sorted
  std::size_t row = 0;  ///< bytes that a name becomes while it waits for its reader, about; 0: as in most formats
};

/// The names of a plan. Constant after it was made: any number of threads may read it at the same time, and each visit
/// merges anew. It moves, and is not copied.
class Collection {
 public:
  Collection(Collection&&) noexcept;
  Collection& operator=(Collection&&) noexcept;
  ~Collection();

  /// How many generated names (with repeats) that the filter's TLDs let through were left out for each fault.
  const std::array<std::uint64_t, kNameFaults>& faults() const noexcept;
  bool has_provenance() const noexcept;
  /// Hands over all entries in order, in blocks of up to 4096, one block after the other. Throws what `visitor` throws,
  /// and InputError when the temporary file cannot be read.
  void visit(const std::function<void(std::span<const Entry>)>& visitor) const;
  /// The same merge for several threads: workers, which `make` makes when they are needed, one more than threads at
  /// most, work each on a section of the names; `take` gets them in the order of the sections, one after the other.
  /// Gives the workers. Throws what visit() throws, and what they throw.
  std::vector<std::unique_ptr<SectionWorker>> work(const std::function<std::unique_ptr<SectionWorker>()>& make,
                                                   const std::function<void(SectionWorker&)>& take) const;
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

  /// Pulls the same entries that visit() pushes. Not thread-safe: each thread makes its own, which must not outlive the
  /// collection. Making one costs a look at the beginnings of all blocks; next() merges some 30,000 names at a time.
  class Reader {
   public:
    /// Gives `limit` entries at most.
    explicit Reader(const Collection& names, std::size_t limit = ~std::size_t{0});
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    /// Goes on with the first name that is not before `name`, wherever the reader is. The limit goes on as well.
    void seek(std::string_view name);
    /// The next entries, 1 to 4096 of them, good until the next call; none at the end. Throws InputError when the
    /// temporary file cannot be read.
    std::span<const Entry> next();

   private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
  };

  struct Rep;  ///< the engine (collection.h)
  explicit Collection(std::unique_ptr<Rep> rep) noexcept;
  const Rep& rep() const noexcept { return *rep_; }

 private:
  std::unique_ptr<Rep> rep_;
};

/// Enumerates all lists of `plan` (which must outlive the result). Names with a fault are counted and left out; names
/// that the filter does not pass are left out. Throws Interrupted, std::bad_alloc, and InputError when the temporary
/// file cannot be written. `run` bounds the call and the visits of the result; its progress must outlive both.
Collection collect(const Plan& plan, const NameFilter& filter, const CollectOptions& options,
                   const RunContext& run = {});

}  // namespace dgacast
