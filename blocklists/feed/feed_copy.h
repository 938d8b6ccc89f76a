// SPDX-License-Identifier: Apache-2.0
// A reader's copy of a feed, in the same form as the feed itself:
//
//   FOLDER/current -> issues/00000002-2026-11-24    what the reader's programs take; switched by one rename
//   FOLDER/issues/00000001-2026-11-23/ ...          whole editions, each checked before it got its name
//   FOLDER/.floor                                   the newest edition that was ever accepted; it only rises
//   FOLDER/.fetching/                               of a run that is under way, or was killed; only its user can read
//   it FOLDER/.lock                                    one run at a time
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "blocklists/io/exclusive.h"
#include "blocklists/sign/expected_edition.h"

namespace dgacast {

/// Holds the lock as long as it lives. Not thread-safe.
class FeedCopy {
 public:
  /// Makes the folder if it is not there, locks it, and clears away what a killed run left. Throws InputError: another
  /// run holds it, it cannot be written, `current` is not a link, the floor is damaged.
  explicit FeedCopy(std::string path);
  /// Clears the private folder away.
  ~FeedCopy();
  FeedCopy(const FeedCopy&) = delete;
  FeedCopy& operator=(const FeedCopy&) = delete;

  /// The newest edition that was ever accepted.
  const std::optional<KnownEdition>& newest() const noexcept { return newest_; }
  /// The id of the edition that `current` leads to; nothing when it leads to none.
  std::optional<std::string> current() const;
  bool has(const std::string& id) const;
  std::string path_of(const std::string& id) const { return path_ + "/issues/" + id; }

  /// The folder for a run's own files in the copy `folder`: nobody else can look into it.
  static std::string work_folder_of(const std::string& folder) { return folder + "/.fetching"; }
  std::string work_folder() const { return work_folder_of(path_); }
  /// Makes work_folder() and staging() anew, and empty; a new copy has begun. Throws InputError.
  void begin() const;
  /// The folder, below work_folder(), that becomes an edition.
  std::string staging() const { return work_folder() + "/edition"; }

  /// Syncs staging() and gives it the name of the edition, in place of a damaged one of that name. Throws InputError.
  void install(const std::string& id);
  /// Raises the floor to this edition, then switches `current` to it, each by one rename. Throws InputError.
  void switch_to(const KnownEdition& edition);
  /// Removes the oldest editions but `keep`, never the current one. Gives what could not be removed, for people: it
  /// changes nothing for readers.
  std::vector<std::string> prune(std::size_t keep);

 private:
  void clear() const;
  void replace(const std::string& from, const std::string& to) const;
  [[noreturn]] void fail(const std::string& path, int error) const;

  std::string path_;
  std::optional<ExclusiveWork> lock_;
  std::optional<KnownEdition> newest_;
};

}  // namespace dgacast
