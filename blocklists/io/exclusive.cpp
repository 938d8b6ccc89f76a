// SPDX-License-Identifier: Apache-2.0
#include "blocklists/io/exclusive.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "blocklists/io/system_call.h"
#include "dga/core/issue.h"

namespace dgacast {

ExclusiveWork::ExclusiveWork(std::string lock, const std::string& shown, const std::string& what, LockFile at_end)
    : lock_(std::move(lock)), at_end_(at_end) {
  for (;;) {
    open();
    if (uninterrupted([&] { return ::flock(descriptor_, LOCK_EX | LOCK_NB); }) != 0) {
      if (errno != EWOULDBLOCK) fail(errno);
      ::close(descriptor_);
      throw InputError{{shown, "another run works on this " + what, "wait until it has ended"}};
    }
    // The run that held it may have removed the file since it was opened: then this lock keeps nobody out.
    if (is_at_its_path()) return;
    ::close(descriptor_);
  }
}

ExclusiveWork::~ExclusiveWork() {
  if (at_end_ == LockFile::goes) ::unlink(lock_.c_str());
  ::close(descriptor_);
}

void ExclusiveWork::open() {
  descriptor_ = ::open(lock_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  if (descriptor_ < 0) fail(errno);
  // One that an older dgacast made was open to readers.
  struct stat status;
  if (::fstat(descriptor_, &status) != 0) fail(errno);
  if ((status.st_mode & 0777) == 0600) return;
  if (uninterrupted([&] { return ::fchmod(descriptor_, 0600); }) != 0) fail(errno);
}

bool ExclusiveWork::is_at_its_path() const {
  struct stat ours, there;
  return ::fstat(descriptor_, &ours) == 0 && ::lstat(lock_.c_str(), &there) == 0 && ours.st_dev == there.st_dev &&
         ours.st_ino == there.st_ino;
}

void ExclusiveWork::fail(int error) {
  if (descriptor_ >= 0) ::close(descriptor_);
  throw InputError{
      {lock_, std::string("cannot be locked: ") + std::strerror(error), "give a place that you may write to"}};
}

}  // namespace dgacast
