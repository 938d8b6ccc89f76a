// SPDX-License-Identifier: Apache-2.0
// The folder of a feed on the disk:
//
//   FEED/current -> issues/00000002-2026-11-24    what readers take; a link that is switched by one rename
//   FEED/issues/00000001-2026-11-23/ ...          whole issues, never changed once they have their name
//   FEED/.building, .old, .next                   of a run that is under way, or was killed
//   FEED/.lock                                    one run at a time
//
// The state that the next issue needs (serials, last lists) is in the current issue itself: its manifest and records.
// No data base beside it: a data base would be a second truth that a crash, a restored backup or a copied folder can
// set against the files, while an issue is switched whole, and its digests tell whether it is sound.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "blocklists/publish/exclusive.h"

namespace dgacast {

/// The number in front of an issue's name, or nothing when `id` is no name of an issue.
std::optional<std::uint32_t> issue_number(const std::string& id);
/// "00000002-2026-11-24".
std::string issue_id(std::uint32_t number, const std::string& date);

/// Holds the lock as long as it lives.
class FeedFolder {
 public:
  /// Makes the folder if it is not there, and locks it. Throws InputError: another run holds it, it cannot be written,
  /// `current` is no link.
  explicit FeedFolder(std::string path);
  FeedFolder(const FeedFolder&) = delete;
  FeedFolder& operator=(const FeedFolder&) = delete;

  /// Clears away what a killed run left. Without a `current` that leads to an issue, the newest sound issue becomes it.
  /// Gives what it did, for people.
  std::vector<std::string> recover();

  /// The issue that readers see.
  std::optional<std::string> current() const;
  /// All issues in the order of their numbers.
  std::vector<std::string> issues() const;
  std::string path_of(const std::string& id) const;

  /// Makes the empty folder for a new issue and gives its path.
  std::string start();
  /// Syncs the folder of start(), gives it its name and switches `current` to it.
  void publish(const std::string& id);
  /// Takes the folder of start() away again, if it is still there.
  void discard() noexcept;
  /// Removes the oldest issues but `keep`, never the current one.
  void prune(std::size_t keep);

 private:
  void point_at(const std::string& id);
  [[noreturn]] void fail(const std::string& path, int error) const;

  std::string path_;
  std::optional<ExclusiveWork> lock_;
};

}  // namespace dgacast
