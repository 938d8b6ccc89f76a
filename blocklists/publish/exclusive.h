// SPDX-License-Identifier: Apache-2.0
// One run at a time on a path: what reads a file or folder, changes it and writes it back holds this meanwhile.
#pragma once
#include <string>

namespace dgacast {

/// Holds the lock file `lock` as long as it lives. Only its owner can open that file (mode 0600), so a reader of the
/// folder cannot hold the lock and so stop its publisher. The file stays: a lock file that is removed can be locked
/// twice. Ends with the process, whatever ends it; programs that the process starts do not inherit it.
class ExclusiveWork {
 public:
  /// Makes the file if it is not there and locks it, without waiting. `what` is for the message: "feed", "index".
  /// Throws InputError: another run holds it, or it cannot be opened (a link is not followed).
  ExclusiveWork(const std::string& lock, const std::string& shown, const std::string& what);
  ~ExclusiveWork();
  ExclusiveWork(const ExclusiveWork&) = delete;
  ExclusiveWork& operator=(const ExclusiveWork&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace dgacast
