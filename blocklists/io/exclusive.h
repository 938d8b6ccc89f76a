// SPDX-License-Identifier: Apache-2.0
// One run at a time on a path: what reads a file or folder, changes it and writes it back holds this meanwhile.
#pragma once
#include <cstdint>
#include <string>

namespace [[gnu::visibility("default")]] dgacast {

/// What becomes of the lock file at the end. One that goes is for places that are not ours alone, such as the folder of
/// a user's output; after a kill it stays until the next run on the same path.
enum class LockFile : std::uint8_t { stays, goes };

/// Holds the lock file `lock` as long as it lives. Only its owner can open that file (mode 0600), so a reader of the
/// folder cannot hold the lock and so stop its publisher. Ends with the process, whatever ends it; programs that the
/// process starts do not inherit it.
class ExclusiveWork {
 public:
  /// Makes the file if it is not there and locks it, without waiting. `what` is for the message: "feed", "index".
  /// Throws InputError: another run holds it, or it cannot be opened (a link is not followed).
  ExclusiveWork(std::string lock, const std::string& shown, const std::string& what, LockFile at_end = LockFile::stays);
  ~ExclusiveWork();
  ExclusiveWork(const ExclusiveWork&) = delete;
  ExclusiveWork& operator=(const ExclusiveWork&) = delete;

 private:
  void open();
  bool is_at_its_path() const;
  [[noreturn]] void fail(int error);

  std::string lock_;
  LockFile at_end_;
  int descriptor_ = -1;
};

}  // namespace dgacast
