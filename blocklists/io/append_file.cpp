// SPDX-License-Identifier: Apache-2.0
#include "blocklists/io/append_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "blocklists/io/system_call.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::uint64_t kStart = std::uint64_t{16} << 20;  // octets that the disk gets at once

/// 0, or errno.
int append(int descriptor, std::string_view octets) {
  while (!octets.empty()) {
    const ssize_t count = ::write(descriptor, octets.data(), octets.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    octets.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

}  // namespace

int AppendFile::open() const {
  const int descriptor = uninterrupted(
      [this] { return ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0644); });
  if (descriptor < 0) fail(errno);
  return descriptor;
}

void AppendFile::write(std::string_view octets) {
  const int descriptor = open();
  sha_.update(octets);
  octets_ += octets.size();
  const int error = append(descriptor, octets);
  // The disk begins while the rest is made, so that sync() has little to wait for; what fails here, it will tell.
  if (error == 0 && octets_ - started_ >= kStart) {
    ::sync_file_range(descriptor, static_cast<off64_t>(started_), static_cast<off64_t>(octets_ - started_),
                      SYNC_FILE_RANGE_WRITE);
    started_ = octets_;
  }
  if (::close(descriptor) != 0 && error == 0) fail(errno);
  if (error != 0) fail(error);
}

AppendFile::Facts AppendFile::finish() {
  if (octets_ == 0) write({});  // an empty file is a file
  return {octets_, sha_.hex()};
}

void AppendFile::sync() const {
  const int descriptor = open();
  const int error = uninterrupted([descriptor] { return ::fsync(descriptor); }) == 0 ? 0 : errno;
  ::close(descriptor);
  if (error != 0) fail(error);
}

void AppendFile::fail(int error) const {
  throw InputError{
      {shown_, std::string("cannot be written: ") + std::strerror(error),
       error == ENOSPC || error == EDQUOT ? "make room on the disk" : "give a place that you may write to"}};
}

}  // namespace dgacast
