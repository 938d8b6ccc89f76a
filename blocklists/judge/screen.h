// SPDX-License-Identifier: Apache-2.0
// The last word on each candidate, after the merge: kept, put aside for people to look at, or left out.
//
//   Screen screen{options, assessor};
//   names.visit([&](std::span<const Entry> entries) {
//     screen.pass(entries);
//     format.add(info, screen.kept(), sink, drops);
//   });
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "blocklists/engine/entry.h"
#include "blocklists/judge/assessment.h"

namespace [[gnu::visibility("default")]] dgacast {

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

  bool operator==(const ScreenOptions&) const = default;
  /// True when every name is kept.
  bool keeps_all() const noexcept {
    return actors.empty() && !without.any() && suffixes && on_collision == Effect::flag && least_confidence == 0;
  }
};

/// What a screen says of one name.
enum class Outcome : std::uint8_t { kept, suffix, other_actor, flagged, collision, low_confidence };
inline constexpr std::size_t kOutcomes = 6;
/// For messages: "a public suffix: strangers live below it".
std::string_view to_text(Outcome outcome) noexcept;

/// Not thread-safe.
class Screen {
 public:
  /// `assessor` must outlive the screen.
  Screen(ScreenOptions options, Assessor& assessor) : options_(std::move(options)), assessor_(assessor) {}

  /// Assesses a block. kept() and put_aside() are then its names, in order and with their assessments, until the next.
  void pass(std::span<const Entry> entries);
  std::span<const Entry> kept() const noexcept { return kept_; }
  std::span<const Entry> put_aside() const noexcept { return put_aside_; }
  /// How many names had this outcome so far.
  std::uint64_t count(Outcome outcome) const noexcept { return counts_[static_cast<std::size_t>(outcome)]; }
  /// What these options say of a name.
  static Outcome decide(const ScreenOptions& options, const Assessment& assessment) noexcept;

 private:
  ScreenOptions options_;
  Assessor& assessor_;
  std::vector<Assessment> assessments_;
  std::vector<Entry> kept_, put_aside_;
  std::array<std::uint64_t, kOutcomes> counts_{};
};

}  // namespace dgacast
