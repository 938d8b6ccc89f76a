// SPDX-License-Identifier: Apache-2.0
// One thread's share of a collection: generated names gather in a buffer, which becomes a run when it is full.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "blocklists/engine/collect.h"
#include "blocklists/engine/run.h"

namespace dgacast {

inline constexpr std::size_t kUsualName = 20;  ///< octets

/// What a thread collected.
struct Collected : ListTaker {
  std::vector<Run> runs;
  std::array<std::uint64_t, kNameFaults> faults{};
};

/// Collects names that `filter` passes into runs of at most `buffer_names`, which `store` keeps. All but the number
/// must outlive it.
std::unique_ptr<Collected> make_collector(const Plan& plan, const NameFilter& filter, const CollectOptions& options,
                                          std::size_t buffer_names, BlockStore& store);

}  // namespace dgacast
