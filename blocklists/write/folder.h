// SPDX-License-Identifier: Apache-2.0
// A folder that appears whole or not at all: written beside its place, then renamed.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "blocklists/formats/document.h"
#include "blocklists/io/exclusive.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Who may be at work on the place of a folder.
enum class FolderPlace : std::uint8_t {
  /// Anybody: it is locked, and the folder gets the file `.dgacast`, by which a later run knows that it may replace it.
  open,
  /// Only the caller: inside an edition of a feed that is being made. Nothing but the list itself is in the folder.
  ours
};

/// Any number of files may be open: none holds a descriptor between writes. Not thread-safe.
///
/// Beside a folder NAME in an open place are, as long as a run works on it, `.NAME.lock` (two runs at once: the second
/// is refused) and
/// `.NAME.new`, and where the file system cannot exchange two names (NFS), for a moment `.NAME.old`. The next run
/// clears away what a killed one left of these, and puts the older folder back if the run was killed amid that moment.
class Folder final : public Documents {
 public:
  /// Makes the folder beside `path`. What is at `path` must be absent, empty, or a folder that commit() made and marked
  /// and whose files are as their digests say: it will be replaced. Throws InputError with what is in the way.
  explicit Folder(std::string path, FolderPlace place = FolderPlace::open);
  /// Removes what was written, unless commit() was reached.
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  Output& open(std::string_view name) override;
  /// Frees the memory of a finished file; its digest stays.
  void close(Output& document) override;

  struct Facts {
    std::uint64_t octets = 0;
    std::string sha256;  ///< lower-case hex
  };
  /// The files that were closed, by name.
  const std::map<std::string, Facts, std::less<>>& files() const noexcept { return closed_; }

  /// Closes all files, writes SHA256SUMS (for `sha256sum -c`), and takes the place of what is at the path. Gives a
  /// warning when the older folder could not be removed. Throws InputError: what was at the path is still there.
  std::optional<std::string> commit();

 private:
  class File;

  void recover() const;
  void close_all();
  void take_place();
  [[noreturn]] void fail(std::string_view name, int error) const;

  std::string path_;    // as the user wrote it
  std::string target_;  // without slashes at the end, with links followed
  std::string beside_;  // PARENT/.NAME, to which .new and the like are added
  FolderPlace place_;
  std::optional<ExclusiveWork> lock_;
  std::string temporary_;  // empty after commit()
  std::map<std::string, std::unique_ptr<File>, std::less<>> open_;
  std::map<std::string, Facts, std::less<>> closed_;
};

}  // namespace dgacast
