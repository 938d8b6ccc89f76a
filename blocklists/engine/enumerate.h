// SPDX-License-Identifier: Apache-2.0
// All lists of a plan, made by many threads and handed over one by one.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "blocklists/engine/plan.h"
#include "dga/core/issue.h"
#include "dga/core/list_batch.h"
#include "dga/core/run_context.h"

namespace [[gnu::visibility("default")]] dgacast {

/// One thread's part of an enumeration.
class ListTaker {
 public:
  virtual ~ListTaker() = default;
  /// The names of list `number` of the plan, in the bot's order; good during the call.
  virtual void take(std::uint32_t number, const DomainList& names) = 0;
  /// Several lists, `first` and those that follow it in the plan, of one seed and without a gap in time, whose names
  /// overlap (RowMaker). Unless a taker knows better it takes list after list.
  virtual void take_row(std::uint32_t first, const DomainList& row, std::span<const Stretch> lists);
  /// Called once, after the last list, perhaps by another thread.
  virtual void finish() {}

 private:
  DomainList list_;  // of a row
};

/// What of a plan is wanted.
struct Scope {
  /// Names under these top-level domains only; empty: all. Lists that hold none are not made, where the family can
  /// tell, and others may hold empty names in place of unwanted ones.
  std::vector<std::string> tlds;
  /// One of `count` parts, `number` = 1 to count, whose union is the whole: all are cut into pieces of about 50,000
  /// names, and a part has every count-th piece, so that each has its share of every family. The same on any machine.
  struct Shard {
    std::uint32_t number = 1;
    std::uint32_t count = 1;
  };
  Shard shard = {};
};

/// Generates every list of `plan` once and delivers it to one of the takers that `make` made (one a thread, no order
/// among the lists). Gives the takers, finished. Of `run`, its threads, stop and progress are used. Throws Interrupted
/// between two lists when a stop was requested, and what the takers throw.
std::vector<std::unique_ptr<ListTaker>> enumerate(const Plan& plan,
                                                  const std::function<std::unique_ptr<ListTaker>()>& make,
                                                  const Scope& scope = {}, const RunContext& run = {});

}  // namespace dgacast
