// SPDX-License-Identifier: Apache-2.0
// The last word on each candidate, after the merge: kept, put aside for people to look at, or left out.
//
//   Screen screen{options, assessor};
//   names.visit([&](std::span<const Entry> entries) {
//     screen.pass(entries);
//     format.add(info, screen.kept(), sink, drops);
//   });
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "blocklists/select/assessment.h"
#include "blocklists/select/collect.h"

namespace dgacast {

/// What becomes of a name that is somebody's (Reasons::collides()), or below the least confidence.
enum class Effect : std::uint8_t {
  drop,    ///< left out
  review,  ///< put aside
  flag     ///< kept: its reasons tell
};
/// The effect of "drop", "review" or "flag". Throws InputError with `where`.
Effect parse_effect(std::string_view text, std::string_view where);

struct ScreenOptions {
  std::vector<Actor> actors = {};      ///< whose names are wanted; empty: everybody's
  Flags without = {};                  ///< names with one of these flags are left out
  bool suffixes = true;                ///< false: a name that is a suffix itself is left out
  Effect on_collision = Effect::flag;  ///< for names that collide
  std::uint32_t least_confidence = 0;  ///< names below it are treated as if they collided, or are dropped for `flag`

  /// True when every name is kept.
  bool keeps_all() const noexcept {
    return actors.empty() && !without.any() && suffixes && on_collision == Effect::flag && least_confidence == 0;
  }
};

/// Names that were not kept, by why.
struct ScreenReport {
  std::uint64_t suffixes = 0;        ///< left out: strangers live below them
  std::uint64_t other_actors = 0;    ///< left out: none of the wanted actors can act on them
  std::uint64_t flagged = 0;         ///< left out for a flag
  std::uint64_t collisions = 0;      ///< left out or put aside
  std::uint64_t low_confidence = 0;  ///< left out or put aside, beside the collisions
};

/// Not thread-safe.
class Screen {
 public:
  /// `assessor` must outlive the screen.
  Screen(ScreenOptions options, Assessor& assessor) : options_(std::move(options)), assessor_(assessor) {}

  /// Assesses a block. kept() and put_aside() are then its names, in order and with their assessments, until the next.
  void pass(std::span<const Entry> entries);
  std::span<const Entry> kept() const noexcept { return kept_; }
  std::span<const Entry> put_aside() const noexcept { return put_aside_; }
  const ScreenReport& report() const noexcept { return report_; }

 private:
  ScreenOptions options_;
  Assessor& assessor_;
  std::vector<Assessment> assessments_;
  std::vector<Entry> kept_, put_aside_;
  ScreenReport report_;
};

}  // namespace dgacast
