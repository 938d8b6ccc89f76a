// SPDX-License-Identifier: Apache-2.0
#include "blocklists/engine/collect.h"

#include <algorithm>
#include <iterator>

#include "blocklists/engine/collection.h"
#include "blocklists/engine/collector.h"
#include "blocklists/engine/gathered_names.h"
#include "blocklists/engine/name_order.h"
#include "dga/core/threads.h"

namespace dgacast {
namespace {

// What memory is for, in octets. The first figure is what malloc, stacks, one list at a time and the places of blocks
// in the temporary file take besides.
constexpr std::uint64_t kReserve = std::uint64_t{40} << 20;
constexpr std::size_t kRead = kUsualName + 2 * sizeof(NameKey) + 8;  // a name that a section reads and sorts
constexpr std::size_t kRow = 128, kRowWithSources = 512;             // what a name becomes, in most formats at most
constexpr std::size_t kMerged = kRead + sizeof(Entry);               // a name in a section
constexpr std::size_t kMergedPlace = 2 * sizeof(Place) + 4 + sizeof(Attribution);
constexpr std::size_t kLeastNames = 4096;           // in a buffer or section, however little memory there is
constexpr std::size_t kMostSectionNames = 1 << 17;  // more would only leave the cache

}  // namespace

Budget::Budget(const CollectOptions& options, std::uint64_t memory, std::size_t threads) {
  const std::uint64_t free = memory > kReserve ? memory - kReserve : 0;
  // Of a buffer all may be copied to be sorted; what a section needs grows to twice of it.
  const std::size_t gathered = 2 * (kUsualName + GatheredNames::entry_octets(options.provenance)) + sizeof(NameKey);
  const std::size_t usual = options.provenance ? kRowWithSources : kRow;
  const std::size_t row = options.row == 0 ? usual : options.row;
  const std::size_t merged = (kMerged + (options.provenance ? kMergedPlace : 0) + row) * 2;
  // Buffers and, after them, sections take a half at most: one section a thread, and those that wait for their turn.
  const auto fit = [&](std::size_t octets, std::size_t count, std::size_t least, std::size_t most) {
    return std::clamp<std::size_t>(static_cast<std::size_t>(free / 2 / (octets * count)), least, most);
  };
  buffer_names =
      std::min(options.run_names, fit(gathered, threads, kLeastNames, std::max(options.run_names, kLeastNames)));
  // Many outputs at once make much text of a name: then a section is a block of a few runs.
  const std::size_t least_section = kLeastNames * usual / std::max(row, usual);
  section_names = fit(merged, threads + 1, least_section, kMostSectionNames);
  store = free - std::min(free, std::max<std::uint64_t>(std::uint64_t{threads} * buffer_names * gathered,
                                                        std::uint64_t{threads + 1} * section_names * merged));
}

Collection::Rep::Rep(const Plan& a_plan, const CollectOptions& options, const RunContext& run)
    : plan(&a_plan),
      provenance(options.provenance),
      threads(threads_to_be_had(run.threads)),
      progress(run.progress),
      budget(options, run.memory, threads),
      store(std::make_unique<BlockStore>(budget.store, run.temporary_folder)) {}

Collection collect(const Plan& plan, const NameFilter& filter, const CollectOptions& options, const RunContext& run) {
  auto rep = std::make_unique<Collection::Rep>(plan, options, run);
  const auto make = [&] { return make_collector(plan, filter, options, rep->budget.buffer_names, *rep->store); };
  for (const auto& taker : enumerate(plan, make, {.tlds = filter.tlds(), .shard = options.shard}, run)) {
    auto& collected = static_cast<Collected&>(*taker);
    std::ranges::move(collected.runs, std::back_inserter(rep->runs));
    for (std::size_t i = 0; i < kNameFaults; ++i) rep->faults[i] += collected.faults[i];
  }
  return Collection{std::move(rep)};
}

}  // namespace dgacast
