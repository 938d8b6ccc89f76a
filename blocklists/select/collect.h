// SPDX-License-Identifier: Apache-2.0
// Enumerates a plan in parallel into sorted runs, and merges the runs into one sorted list without duplicates.
//
//   Collection names = collect(plan, filter, {.provenance = true, .threads = 2});
//   names.visit([&](std::span<const Entry> entries) { ... });
//
// The order is that of the octets (as `LC_ALL=C sort`), and never depends on the number of threads.
// Memory: the octets of the names, 4 a name, and 16 a (name, seed, span of time) with provenance.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

#include "blocklists/names/hostname.h"
#include "blocklists/select/enumerate.h"
#include "blocklists/select/name_filter.h"
#include "blocklists/select/plan.h"

namespace dgacast {

/// Where a name comes from: the seed, the time in which bots try it, and its place in the bot's order.
struct Attribution {
  const CatalogueEntry* entry;
  const Seed* seed;
  UtcSeconds valid_from;   ///< of the first list of an unbroken row of lists that hold the name
  UtcSeconds valid_until;  ///< half-open; of the last list of that row
  std::uint32_t index;     ///< place in the first list, from 0: with valid_from it proves the name
};

/// One name of the result. `domain` is good as long as the Collection; `sources` during the visit only. `sources` is
/// empty without provenance, otherwise ordered by valid_from, then by the plan's order of seeds.
struct Entry {
  std::string_view domain;
  std::span<const Attribution> sources;
};

struct CollectOptions {
  bool provenance = false;
  unsigned threads = 0;               ///< 0: as many as the machine has
  std::stop_token stop = {};          ///< looked at between lists
  std::size_t run_names = 1'000'000;  ///< names in a run before it is sorted; bounds the memory of a thread
};

class Collection {
 public:
  /// How many generated names (with repeats) were left out for each fault.
  const std::array<std::uint64_t, kNameFaults>& faults() const noexcept { return faults_; }
  /// Hands over all entries in order, in blocks of up to 4096.
  void visit(const std::function<void(std::span<const Entry>)>& visitor) const;

 private:
  friend class Collector;
  friend Collection collect(const Plan&, const NameFilter&, const CollectOptions&);

  /// A name's place in one seed's lists: an unbroken row of lists from `first` to `last`, both numbers in the plan.
  struct Place {
    std::uint32_t first;
    std::uint32_t last;
    std::uint32_t index;
  };
  struct Run {
    DomainList names;                 // sorted, unique
    std::vector<Place> places;        // by name, then by list; empty without provenance
    std::vector<std::uint32_t> ends;  // where each name's places end
  };

  const Plan* plan_ = nullptr;
  std::vector<Run> runs_;
  std::array<std::uint64_t, kNameFaults> faults_{};
};

/// Enumerates all lists of `plan` (which must outlive the result). Names with a fault are counted and left out; names
/// that the filter does not pass are left out. Throws Interrupted, std::bad_alloc.
Collection collect(const Plan& plan, const NameFilter& filter, const CollectOptions& options);

}  // namespace dgacast
