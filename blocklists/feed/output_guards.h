// SPDX-License-Identifier: Apache-2.0
// When an output of an edition must not reach its consumers.
#pragma once
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "blocklists/feed/delta.h"
#include "blocklists/feed/feed_config.h"
#include "dga/core/calendar.h"

namespace dgacast {

/// What guards look at.
struct GuardedOutput {
  DeltaCounts delta;
  std::optional<UtcSeconds> last_date;  ///< day of the last edition; nothing: not known
  bool has_before = false;              ///< the last edition has a record of the output
  std::uint64_t collisions = 0;         ///< names that lists say are registered or in use
};

/// The limit of max_churn_percent for an edition of `date`, also when the configuration does not give it; nothing:
/// there is none.
std::optional<std::uint64_t> churn_limit(const FeedConfig& config, const OutputConfig& output, UtcSeconds date,
                                         const GuardedOutput& made);

/// Each guard of `output` that fires: what, and by how much.
std::vector<std::string> output_guards(const FeedConfig& config, const OutputConfig& output, UtcSeconds date,
                                       const GuardedOutput& made);

/// What a validator says of a list.
struct Validation {
  std::optional<std::string> fault;  ///< a guard
  std::optional<std::string> note;   ///< it was not run, and why
};
/// Runs the validator of `output`, if it has one, on the file or folder at `path`. Throws Interrupted.
Validation validate(const OutputConfig& output, const std::string& path, const std::stop_token& stop);

}  // namespace dgacast
