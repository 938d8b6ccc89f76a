// SPDX-License-Identifier: Apache-2.0
#include "blocklists/publish/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "blocklists/publish/file.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::uint64_t kStart = std::uint64_t{16} << 20;  // octets that the disk gets at once

/// 0, or errno.
int write_all(int descriptor, std::string_view octets) {
  while (!octets.empty()) {
    const ssize_t count = ::write(descriptor, octets.data(), octets.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    octets.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

[[noreturn]] void cannot_write(const std::string& name, int error) {
  throw InputError{
      {name, std::string("cannot be written: ") + std::strerror(error),
       error == ENOSPC || error == EDQUOT ? "make room on the disk" : "give a place that you may write to"}};
}

/// The rights of a new file under the process's umask.
mode_t new_file_mode() { return 0666 & ~static_cast<mode_t>(file_mask()); }

}  // namespace

void DescriptorOutput::write(std::string_view octets) {
  const int error = write_all(descriptor_, octets);
  if (error == EPIPE) throw ClosedPipe{};
  if (error != 0) cannot_write(name_, error);
}

AtomicFile::AtomicFile(std::string path) : path_(std::move(path)), target_(path_) {
  struct stat status;
  mode_t mode = new_file_mode();
  if (::stat(path_.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) fail(EISDIR);
    if (!S_ISREG(status.st_mode)) {
      descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
      if (descriptor_ < 0) fail(errno);
      return;
    }
    mode = status.st_mode & 07777;
    std::error_code error;
    target_ = std::filesystem::canonical(path_, error).string();
    if (error) fail(error.value());
  }
  // Without a name until it is complete: what is killed leaves nothing behind.
  const std::string folder = std::filesystem::path(target_).parent_path().string();
  descriptor_ = ::open(folder.empty() ? "." : folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
  nameless_ = descriptor_ >= 0;
  temporary_ = target_ + ".XXXXXX";
  if (!nameless_) {  // not every file system has such files, and another fault shows here too
    descriptor_ = ::mkostemp(temporary_.data(), O_CLOEXEC);
    if (descriptor_ < 0) fail(errno);
  }
  if (::fchmod(descriptor_, mode) != 0) {
    const int error = errno;
    ::close(descriptor_);
    if (!nameless_) ::unlink(temporary_.c_str());
    fail(error);
  }
}

AtomicFile::~AtomicFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  if (!temporary_.empty() && !nameless_) ::unlink(temporary_.c_str());
}

void AtomicFile::write(std::string_view octets) {
  const int error = write_all(descriptor_, octets);
  if (error == EPIPE) throw ClosedPipe{};
  if (error != 0) fail(error);
  if (temporary_.empty()) return;
  waiting_ += octets.size();
  if (waiting_ < kStart) return;
  // The disk begins while the rest is made, so that commit() has little to wait for; what fails here, it will tell.
  ::sync_file_range(descriptor_, static_cast<off64_t>(started_), static_cast<off64_t>(waiting_), SYNC_FILE_RANGE_WRITE);
  started_ += waiting_;
  waiting_ = 0;
}

void AtomicFile::commit() {
  if (!temporary_.empty()) {
    if (::fsync(descriptor_) != 0) fail(errno);
    if (nameless_) name_it();
    if (std::rename(temporary_.c_str(), target_.c_str()) != 0) fail(errno);
  }
  ::close(descriptor_);
  descriptor_ = -1;
}

void AtomicFile::name_it() {
  // A link cannot take the place of a file that is there, so it gets a name of its own first. One that a run of the
  // same number left, killed between this and the rename, is in the way.
  temporary_ = target_ + "." + std::to_string(::getpid());
  const std::string open_file = "/proc/self/fd/" + std::to_string(descriptor_);
  ::unlink(temporary_.c_str());
  if (::linkat(AT_FDCWD, open_file.c_str(), AT_FDCWD, temporary_.c_str(), AT_SYMLINK_FOLLOW) != 0) fail(errno);
  nameless_ = false;
}

void AtomicFile::fail(int error) const { cannot_write(path_, error); }

void replace_file(const std::string& path, const std::function<void(Output&)>& write) {
  AtomicFile file{path};
  write(file);
  file.commit();
}

}  // namespace dgacast
