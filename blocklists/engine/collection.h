// SPDX-License-Identifier: Apache-2.0
// What a Collection is made of. For the engine and its tests alone: who uses names sees collect.h.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/engine/collect.h"
#include "blocklists/engine/place.h"
#include "blocklists/engine/run.h"
#include "blocklists/io/spill_file.h"

namespace dgacast {

/// What memory is for, in octets.
struct Budget {
  std::size_t buffer_names;   ///< of each thread
  std::size_t section_names;  ///< of each section
  std::uint64_t store;        ///< octets of runs in memory

  Budget(const CollectOptions& options, std::uint64_t memory, std::size_t threads);
};

/// Runs, and how they are merged. The range of all names is cut into sections of some 30,000; threads make one section
/// each, while those before it are handed over in order.
struct Collection::Rep {
  Rep(const Plan& plan, const CollectOptions& options, const RunContext& run);

  struct Section;
  struct Workbench;

  /// Hands over each name with its places (none without provenance), in order, one after the other.
  void visit_places(const std::function<void(std::string_view, std::span<const Place>)>& visitor) const;
  /// Where sections begin: the beginnings of blocks, so that the size of a section is known without reading.
  std::vector<std::string> cut() const;
  /// Each name from one to another once, in order, with its places united.
  void merge(std::string_view from, std::optional<std::string_view> to, Workbench& bench, Section& section) const;
  /// Makes sources, which formats show, of the places of a section.
  void attribute(Section& section) const;
  /// Sections are made and finished by all threads at once, and taken in order. Gives their workers, if they have some.
  std::vector<std::unique_ptr<SectionWorker>> each_section(const std::function<void(Section&, unsigned thread)>& finish,
                                                           const std::function<void(Section&)>& take) const;

  const Plan* plan;
  bool provenance;
  unsigned threads;
  Progress* progress;
  Budget budget;
  std::unique_ptr<BlockStore> store;
  std::vector<std::unique_ptr<SpillFile>> files;  ///< shards that runs read
  std::vector<Run> runs;
  std::array<std::uint64_t, kNameFaults> faults{};
};

}  // namespace dgacast
