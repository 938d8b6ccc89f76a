// SPDX-License-Identifier: Apache-2.0
// One line on a terminal that tells how far a long run is.
#pragma once
#include <thread>

#include "blocklists/engine/enumerate.h"
#include "tools/cli/command.h"

namespace dgacast {

/// "12.3 M names, 2.45 M/s, 40 % of the plan, 0:12 left": `seconds` have passed.
std::string progress_text(const Progress& progress, double seconds);

/// Shows `progress` on standard error, twice a second from the first second on, as long as it lives; shows nothing when
/// that is no terminal, or with --quiet. The line is gone in the end.
class ProgressLine {
 public:
  /// What the line says after so many seconds; empty: nothing yet.
  using Text = std::string (*)(const Progress& progress, double seconds);
  /// `progress` must outlive the line.
  ProgressLine(const Progress& progress, const Context& context, Text text = progress_text);

 private:
  std::jthread shower_;
};

}  // namespace dgacast
