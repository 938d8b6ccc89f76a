// SPDX-License-Identifier: Apache-2.0
// One line on a terminal that tells how far a long run is.
#pragma once
#include <thread>

#include "blocklists/engine/enumerate.h"
#include "tools/cli/command.h"

namespace dgacast {

/// Shows `progress` on standard error, twice a second from the first second on, as long as it lives; shows nothing when
/// that is no terminal, or with --quiet. The line is gone in the end.
class ProgressLine {
 public:
  /// `progress` must outlive the line.
  ProgressLine(const Progress& progress, const Context& context);

 private:
  std::jthread shower_;
};

/// "12.3 M names, 2.45 M/s, 40 % of the plan, 0:12 left": `seconds` have passed.
std::string progress_text(const Progress& progress, double seconds);

}  // namespace dgacast
