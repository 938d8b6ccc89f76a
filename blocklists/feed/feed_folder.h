// SPDX-License-Identifier: Apache-2.0
// The folder of a feed on the disk:
//
//   FEED/current -> issues/00000002-2026-11-24    what readers take; a link that is switched by one rename
//   FEED/issues/00000001-2026-11-23/ ...          whole issues, never changed once they have their name
//   FEED/.next -> issues/00000003-2026-11-25      the issue that is about to be published: renamed to `current`
//   FEED/.building, .old.*, .again                of a run that is under way, or was killed
//   FEED/.lock                                    one run at a time; what was published so far (feed_floor.h)
//
// The state that the next issue needs (last lists) is in the current issue itself: its manifest and records. No data
// base beside it: a data base would be a second truth that a crash, a restored backup or a copied folder can set
// against the files, while an issue is switched whole, and its digests tell whether it is sound.
//
// Was an issue that is newer than `current` never published, or did somebody switch `current` back? As long as .next
// leads to it, no reader has seen it: it is made before the issue gets its name, and the rename that shows the issue to
// readers takes it away. So a killed run leaves nothing that must be guessed.
//
// Numbers and serials rise above all that is known: the issues on the disk, and the floor in the lock file, which
// outlives them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "blocklists/feed/feed_floor.h"
#include "blocklists/io/exclusive.h"

namespace dgacast {

/// The number in front of an issue's name, or nothing when `id` is not the name of an issue.
std::optional<std::uint32_t> issue_number(const std::string& id);
/// "00000002-2026-11-24". Throws InputError for a number of more than 8 digits: an issue of that name would never be
/// found again.
std::string issue_id(std::uint32_t number, const std::string& date);

/// Holds the lock as long as it lives.
class FeedFolder {
 public:
  /// Makes the folder if it is not there, and locks it. When it is `secret`, its editions are for its owner alone, also
  /// those that older versions left open. Throws InputError: another run holds it, it cannot be written, `current` is
  /// not a link.
  explicit FeedFolder(std::string path, bool secret = false);
  FeedFolder(const FeedFolder&) = delete;
  FeedFolder& operator=(const FeedFolder&) = delete;

  struct Recovery {
    std::vector<std::string> done;   ///< for people: what was cleared away or set right
    std::vector<std::string> stuck;  ///< what cannot be cleared away, and why
  };
  /// Takes back an issue that was never published and clears away what a killed run left; what cannot be cleared away
  /// is told, and the feed goes on. Without a `current` that leads to an issue, the newest sound issue becomes it.
  Recovery recover();

  /// The issue that readers see.
  std::optional<std::string> current() const;
  /// All issues in the order of their numbers.
  std::vector<std::string> issues() const;
  std::string path_of(const std::string& id) const;
  /// Numbers and serials of which something but the issues themselves tells: the floor, and names that are taken.
  const Published& floor() const noexcept { return floor_; }

  /// Makes the empty folder for a new issue and gives its path.
  std::string start();
  /// Syncs the folder of start(), gives it its name and switches `current` to it. `before` is what was published so
  /// far, `now` the same with this issue. Throws InputError: readers still see the old issue. Gives a warning when they
  /// see the new one, and yet not all is well.
  std::optional<std::string> publish(const std::string& id, const Published& before, const Published& now);
  /// Takes away the folder of start(), and an issue that publish() could not publish.
  void discard() noexcept;
  /// Removes the oldest issues but `keep`, never the current one. Gives what could not be removed, and why.
  std::vector<std::string> prune(std::size_t keep);

 private:
  std::optional<std::string> unpublished() const;
  void withdraw(const std::string& id, std::vector<std::string>& stuck);
  bool remove_aside(const std::string& path, std::vector<std::string>& stuck) const;
  void sweep(Recovery& recovery) const;
  void link_to(const std::string& id, const std::string& link) const;
  [[noreturn]] void fail(const std::string& path, int error) const;

  std::string path_;
  std::string work_;  // where folders lie until they get their names: on the file system of issues
  std::optional<ExclusiveWork> lock_;
  Published floor_;
  std::string building_;
  std::string named_;  // the issue that publish() is about to show
};

}  // namespace dgacast
