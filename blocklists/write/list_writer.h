// SPDX-License-Identifier: Apache-2.0
// A collection through a screen and a format into an output.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "blocklists/engine/collect.h"
#include "blocklists/formats/format.h"
#include "blocklists/judge/screen.h"

namespace [[gnu::visibility("default")]] dgacast {

/// What became of the names of a collection.
struct WriteReport {
  std::uint64_t written = 0;
  std::array<std::uint64_t, kOutcomes> screened{};  ///< by Outcome; all 0 where no screen was needed
  std::uint64_t below_listed = 0;  ///< left out of a format that takes no name below another listed one
  Drops drops;                     ///< what the format itself could not carry
};

/// A list that names were compared with, for manifests.
struct DatedList {
  std::string name;
  std::string date;  ///< YYYY-MM-DD, which it tells itself or its file has; empty: not known
};

/// What stands between a collection and a list.
struct Screening {
  ScreenOptions screen = {};
  const Collisions* collisions = nullptr;  ///< what lists say of the names; may be nullptr
  const NameFilter* only = nullptr;        ///< names that do not pass are no part of the list; nullptr: all pass
  std::vector<DatedList> lists = {};       ///< those of `collisions`
  Output* review = nullptr;                ///< where names that are put aside go, as CSV; needed for Effect::review
};

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
