// SPDX-License-Identifier: Apache-2.0
// A collection through a screen and a format into an output.
#pragma once
#include <functional>

#include "blocklists/write/selection.h"
#include "dga/core/run_context.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Tells `collisions` of all names, by their registrable domains. Throws Interrupted.
void expect_all(const Collection& names, const PublicSuffixes& suffixes, Collisions& collisions, const RunContext& run);

/// Hands all entries that the screen keeps to `add`, block by block; the others are counted, or written to the review.
/// With `assess` every entry has its assessment; without, only if the screen needs it. Throws what `add` and the review
/// throw, and Interrupted when a stop was requested.
WriteReport hand_over(const Collection& names, const Screening& screening, const FormatFacts& facts, bool assess,
                      const ListInfo& info, const RunContext& run,
                      const std::function<void(std::span<const Entry>, Drops&)>& add);

/// Writes all names that `screening` keeps. Formats that block get no name that is a suffix itself, whatever it says.
/// Throws what the outputs throw, and Interrupted when a stop was requested.
WriteReport write_list(const Collection& names, const Screening& screening, const Format& format, const ListInfo& info,
                       Output& output, const RunContext& run);

}  // namespace dgacast
