// SPDX-License-Identifier: Apache-2.0
// All lists of a plan, made by many threads and handed over one by one.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

#include "blocklists/select/plan.h"

namespace dgacast {

/// Thrown when a stop was requested.
struct Interrupted {};

/// One thread's part of an enumeration.
class ListTaker {
 public:
  virtual ~ListTaker() = default;
  /// The names of list `number` of the plan, in the bot's order; good during the call.
  virtual void take(std::uint32_t number, const DomainList& names) = 0;
  /// Called once, after the last list, perhaps by another thread.
  virtual void finish() {}
};

/// Generates every list of `plan` once and hands it to one of the takers that `make` made (one a thread, no order among
/// the lists). `threads` 0: as many as the machine has. Gives the takers, finished. Throws Interrupted between two
/// lists when a stop was requested, and what the takers throw.
std::vector<std::unique_ptr<ListTaker>> enumerate(const Plan& plan, unsigned threads, std::stop_token stop,
                                                  const std::function<std::unique_ptr<ListTaker>()>& make);

}  // namespace dgacast
