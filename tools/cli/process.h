// SPDX-License-Identifier: Apache-2.0
// The process and its surroundings: what main() makes sure of before anything is opened, and how standard output ends.
// All of it holds for the whole process, which is why it is here and not in the library.
#pragma once
#include <sys/types.h>

namespace dgacast {

/// The first thing of main(), while there is one thread.
/// * Descriptors 0 to 2 are open afterwards, so that no file that is opened later gets the number of a standard stream
///   and takes messages in. A closed standard input or output stays unusable: reading or writing it fails with EBADF.
///   A closed standard error takes what it is given.
/// * SIGXFSZ is ignored: a file that grows beyond RLIMIT_FSIZE is an error of write() (EFBIG), see setrlimit(2).
/// * The umask takes write permission from others, whatever it was: a list that anybody may change blocks anything.
/// Ends the process with 2 when there is no /dev/null to open.
void prepare_process() noexcept;

/// New files and folders of this process are for its owner alone from now on: they hold a secret.
void make_new_files_private() noexcept;

/// The same while it lives, when it is `wanted`.
class PrivateFiles {
 public:
  explicit PrivateFiles(bool wanted) noexcept;
  ~PrivateFiles();
  PrivateFiles(const PrivateFiles&) = delete;
  PrivateFiles& operator=(const PrivateFiles&) = delete;

 private:
  bool wanted_;
  mode_t mask_ = 0;
};

/// No core file and no ptrace(2) by other processes of this user from now on: a secret is in memory. See prctl(2),
/// PR_SET_DUMPABLE. Also the limit of core files is 0 afterwards, which children inherit.
void forbid_core_dumps() noexcept;

/// Writes out what stdio holds of standard output, and asks the file system whether it could be stored. Throws
/// ClosedPipe, or InputError with the system's reason (disk full, closed).
void finish_standard_output();

}  // namespace dgacast
