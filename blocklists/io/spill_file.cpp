// SPDX-License-Identifier: Apache-2.0
#include "blocklists/io/spill_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "dga/core/issue.h"

namespace dgacast {
SpillFile::SpillFile(std::string folder, std::string mend)
    : folder_(folder.empty() ? "/tmp" : std::move(folder)), mend_(std::move(mend)) {}

SpillFile::~SpillFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::unique_ptr<SpillFile> SpillFile::existing(const std::string& path) {
  auto file = std::make_unique<SpillFile>(path);
  file->is_existing_ = true;
  file->descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  if (file->descriptor_ < 0 || ::fstat(file->descriptor_, &status) != 0) {
    throw InputError{{path, std::string("cannot be read: ") + std::strerror(errno), "name a file that is there"}};
  }
  if (!S_ISREG(status.st_mode)) {
    throw InputError{{path, "is not a regular file, and cannot be read in any order", "give a file on a disk"}};
  }
  file->end_ = static_cast<std::uint64_t>(status.st_size);
  return file;
}

void SpillFile::open() {
  descriptor_ = ::open(folder_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  // Some file systems have no files without a name: there it loses its name at once.
  if (descriptor_ < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL)) {
    std::string path = folder_ + "/dgacast.XXXXXX";
    descriptor_ = ::mkostemp(path.data(), O_CLOEXEC);
    if (descriptor_ >= 0) ::unlink(path.c_str());
  }
  if (descriptor_ < 0) fail("written", errno);
}

std::uint64_t SpillFile::append(std::string_view octets) {
  std::call_once(opened_, [this] { open(); });
  const std::uint64_t begin = end_.fetch_add(octets.size());
  for (std::uint64_t at = begin; !octets.empty();) {
    const ssize_t count = ::pwrite(descriptor_, octets.data(), octets.size(), static_cast<off_t>(at));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("written", errno);
    at += static_cast<std::uint64_t>(count);
    octets.remove_prefix(static_cast<std::size_t>(count));
  }
  return begin;
}

void SpillFile::read(std::uint64_t offset, char* out, std::size_t count) const {
  while (count > 0) {
    const ssize_t got = ::pread(descriptor_, out, count, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got == 0 && is_existing_) {
      throw InputError{{folder_, "was cut while it was read", "give it again when nothing writes to it"}};
    }
    if (got <= 0) fail("read", got < 0 ? errno : EIO);
    offset += static_cast<std::uint64_t>(got);
    out += got;
    count -= static_cast<std::size_t>(got);
  }
}

void SpillFile::fail(std::string_view what, int error) const {
  if (is_existing_) {
    throw InputError{{folder_, std::string("cannot be read: ") + std::strerror(error), "name a file that is there"}};
  }
  throw InputError{{folder_, "temporary data cannot be " + std::string(what) + ": " + std::strerror(error), mend_}};
}

}  // namespace dgacast
