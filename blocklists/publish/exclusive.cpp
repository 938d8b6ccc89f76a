// SPDX-License-Identifier: Apache-2.0
#include "blocklists/publish/exclusive.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "dga/core/issue.h"

namespace dgacast {

ExclusiveWork::ExclusiveWork(const std::string& lock, const std::string& shown, const std::string& what)
    : descriptor_(::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600)) {
  const auto fail = [&](int error) {
    if (descriptor_ >= 0) ::close(descriptor_);
    throw InputError{
        {lock, std::string("cannot be locked: ") + std::strerror(error), "give a place that you may write to"}};
  };
  if (descriptor_ < 0) fail(errno);
  // One that an older dgacast made was open to readers.
  struct stat status;
  if (::fstat(descriptor_, &status) != 0) fail(errno);
  if ((status.st_mode & 0777) != 0600 && ::fchmod(descriptor_, 0600) != 0) fail(errno);
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  if (errno != EWOULDBLOCK) fail(errno);
  ::close(descriptor_);
  throw InputError{{shown, "another run works on this " + what, "wait until it has ended"}};
}

ExclusiveWork::~ExclusiveWork() { ::close(descriptor_); }

}  // namespace dgacast
