// SPDX-License-Identifier: Apache-2.0
// A folder that somebody else filled: an edition that was fetched, mounted or copied. What is in it is read only when
// it is a regular file inside the folder, of a size that the caller bounds: no link, named pipe or device is followed
// or waited for.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/io/file.h"

namespace [[gnu::visibility("default")]] dgacast {

class ForeignFolder {
 public:
  /// Opens the folder; its own path may lead over links (FEED/current). All that is read later is in the folder that
  /// was opened, also when such a link is switched meanwhile. Throws InputError.
  explicit ForeignFolder(std::string path);
  ~ForeignFolder();
  ForeignFolder(const ForeignFolder&) = delete;
  ForeignFolder& operator=(const ForeignFolder&) = delete;

  const std::string& path() const noexcept { return path_; }
  /// Whether something has this name, whatever it is.
  bool contains(const std::string& name) const noexcept;

  /// The bytes of a file. `name` is a path from the folder. Throws InputError, whose `what` is the reason and whose
  /// `where` is the path: missing, not inside the folder, a link on the way, not a regular file, larger than
  /// `max_bytes`, unreadable.
  std::string read(const std::string& name, std::uint64_t max_bytes) const;
  /// Its digest and size. Throws as read() does.
  FileDigest digest(const std::string& name, std::uint64_t max_bytes) const;

  /// The paths of all that is not a folder, sorted; at most `max_files`, 32 folders deep. Links are in it, never
  /// followed. Throws InputError when there is more, or a folder cannot be read.
  std::vector<std::string> files(std::size_t max_files) const;

 private:
  /// An open descriptor of a regular file.
  int open(const std::string& name, std::uint64_t max_bytes) const;
  void read_blocks(const std::string& name, std::uint64_t max_bytes,
                   const std::function<void(std::string_view)>& take) const;
  [[noreturn]] void fail(const std::string& name, std::string what) const;

  std::string path_;
  int descriptor_ = -1;
};

}  // namespace dgacast
