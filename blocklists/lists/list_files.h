// SPDX-License-Identifier: Apache-2.0
// The lists of others that a run compares its names with: opened before the work, read when the candidates are known.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "blocklists/lists/collisions.h"

namespace [[gnu::visibility("default")]] dgacast {

/// One list: a file, also packed or in UTF-16, or "-" for standard input.
struct ListFile {
  std::string path;
  ListKind kind;
};

/// Not thread-safe.
class ListFiles {
 public:
  /// Opens all, so that one that cannot be read is told before minutes of work. An entry that cannot be understood is
  /// an error, or, with `skip_bad_entries`, a warning. Throws InputError.
  explicit ListFiles(const std::vector<ListFile>& files, bool skip_bad_entries = false);

  /// Reads the lists into `collisions`, which knows the candidates: they have the numbers 0, 1, ... there. What of them
  /// was counted goes to run.log. Throws InputError and Interrupted.
  void read(Collisions& collisions, const RunContext& run);
  bool empty() const noexcept { return files_.empty(); }
  std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(files_.size()); }
  /// The day (YYYY-MM-DD) that a list tells (list_day()), or else when its file was last changed; empty for standard
  /// input. Throws InputError.
  std::string date(std::uint32_t list) const;

 private:
  struct Opened {
    ListFile file;
    std::unique_ptr<FileInput> input;
  };
  std::vector<Opened> files_;
  bool skip_bad_entries_;
};

}  // namespace dgacast
