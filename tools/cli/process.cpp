// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>

#include "tools/cli/command.h"

namespace dgacast {

void prepare_process() noexcept {
  // As glibc does it for set-user-ID programs: the wrong direction, so that nobody believes in what was not written.
  constexpr int kFlags[] = {O_WRONLY, O_RDONLY, O_WRONLY};
  for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
    if (::fcntl(descriptor, F_GETFD) != -1) continue;
    if (::open("/dev/null", kFlags[descriptor]) != descriptor) ::_exit(static_cast<int>(Exit::fault));
  }
  std::signal(SIGXFSZ, SIG_IGN);
  const mode_t mask = ::umask(S_IWOTH);
  ::umask(mask | S_IWOTH);
}

void make_new_files_private() noexcept { ::umask(S_IRWXG | S_IRWXO); }

PrivateFiles::PrivateFiles(bool wanted) noexcept : wanted_(wanted) {
  if (wanted_) mask_ = ::umask(S_IRWXG | S_IRWXO);
}

PrivateFiles::~PrivateFiles() {
  if (wanted_) ::umask(mask_);
}

void forbid_core_dumps() noexcept {
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

void finish_standard_output() {
  errno = 0;
  while (std::fflush(stdout) != 0) {
    if (errno != EINTR) fail_standard_output(errno);
    std::clearerr(stdout);  // what was not written is still in the buffer
  }
  if (std::ferror(stdout) != 0) fail_standard_output(EIO);
  // Some file systems (NFS) tell only at close() that there is no room; a copy of the descriptor is closed, because
  // stdio still has the other.
  const int copy = ::dup(STDOUT_FILENO);
  if (copy >= 0 && ::close(copy) != 0 && errno != EINTR) fail_standard_output(errno);
}

}  // namespace dgacast
