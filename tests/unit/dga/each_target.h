// SPDX-License-Identifier: Apache-2.0
// For tests of code that Highway compiles once for each instruction set.
#pragma once
#include <doctest/doctest.h>
#include <hwy/targets.h>

#include <cstdint>
#include <string>

namespace dgacast {

/// Calls `check` once for each instruction set, the portable one among them.
template <typename Check>
void each_target(Check check) {
  std::int64_t targets = hwy::SupportedTargets();
  for (; targets != 0; targets &= targets - 1) {
    const std::int64_t target = targets & -targets;
    INFO(std::string(hwy::TargetName(target)));
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());  // what was chosen before would stay
    check();
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

}  // namespace dgacast
