// SPDX-License-Identifier: Apache-2.0
#include "blocklists/io/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "blocklists/io/system_call.h"
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

constexpr mode_t kNewFile = 0644;  // at most: an umask of 0 must not let all write to a list

bool is_same(const struct stat& a, const struct stat& b) { return a.st_dev == b.st_dev && a.st_ino == b.st_ino; }

/// Holds off others as long as `descriptor` is open. A write lock, for which a file must be open for writing: whoever
/// may only read a file cannot pass for a run that writes it.
bool write_lock(int descriptor) {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return uninterrupted([&] { return ::fcntl(descriptor, F_OFD_SETLK, &lock); }) == 0;
}

/// Removes what a killed run left at `path`. False: a run that is alive writes it, or it is something else.
bool clear_leftover(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return errno == ENOENT;
  struct stat open, there;
  const bool ours = ::fstat(descriptor, &open) == 0 && S_ISREG(open.st_mode) && write_lock(descriptor);
  // Another may have renamed or removed it meanwhile; who has the lock of what is there is the only one to remove it.
  const bool cleared =
      ours && (::lstat(path.c_str(), &there) != 0 || !is_same(open, there) || ::unlink(path.c_str()) == 0);
  ::close(descriptor);
  return cleared;
}

}  // namespace

void DescriptorOutput::write(std::string_view octets) {
  const int error = write_all(descriptor_, octets);
  if (error == EPIPE) throw ClosedPipe{};
  if (error != 0) cannot_write(name_, error);
}

AtomicFile::AtomicFile(std::string path) : path_(std::move(path)), target_(path_) {
  struct stat status;
  const bool replaces = ::stat(path_.c_str(), &status) == 0;
  if (replaces) {
    if (S_ISDIR(status.st_mode)) fail(EISDIR);
    if (!S_ISREG(status.st_mode)) {
      descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
      if (descriptor_ < 0) fail(errno);
      direct_ = true;
      return;
    }
    std::error_code error;
    target_ = std::filesystem::canonical(path_, error).string();
    if (error) fail(error.value());
  }
  // Without a name until it is complete: what is killed leaves nothing behind.
  const std::string folder = std::filesystem::path(target_).parent_path().string();
  descriptor_ = ::open(folder.empty() ? "." : folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, kNewFile);
  // Not every file system has such files, and another fault shows here too.
  descriptor_ >= 0 ? void(write_lock(descriptor_)) : create_named();
  const mode_t mode = status.st_mode & 07777;
  if (!replaces || uninterrupted([&] { return ::fchmod(descriptor_, mode); }) == 0) return;
  const int error = errno;
  ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  fail(error);
}

AtomicFile::~AtomicFile() {
  if (descriptor_ < 0) return;
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  ::close(descriptor_);
}

std::string AtomicFile::name_beside(int number) const {
  const std::filesystem::path target{target_};
  const std::string name = std::string(".").append(target.filename().string()).append(".new");
  return (target.parent_path() / (number == 0 ? name : name + "." + std::to_string(number))).string();
}

bool AtomicFile::is_ours(const std::string& path) const {
  struct stat open, there;
  return ::fstat(descriptor_, &open) == 0 && ::lstat(path.c_str(), &there) == 0 && is_same(open, there);
}

/// `make` gives the file a name, or 0 for success and else errno; names of runs that are alive are passed over.
void AtomicFile::take_name(const std::function<int(const std::string& name)>& make) {
  constexpr int kNames = 100, kTries = 3;
  int number = 0;
  for (int tries = 0; temporary_.empty(); ++tries) {
    if (number == kNames) fail(EEXIST);
    const std::string name = name_beside(number);
    const int error = make(name);
    if (error == 0) {
      temporary_ = name;
    } else if (error != EEXIST) {
      fail(error);
    } else if (tries == kTries || !clear_leftover(name)) {
      ++number;
      tries = 0;
    }
  }
  // Of runs that were killed at once.
  struct stat there;
  for (++number; ::lstat(name_beside(number).c_str(), &there) == 0 && clear_leftover(name_beside(number));) ++number;
}

void AtomicFile::create_named() {
  take_name([this](const std::string& name) {
    descriptor_ = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kNewFile);
    if (descriptor_ < 0) return errno;
    write_lock(descriptor_);
    if (is_ours(name)) return 0;  // or another took it for a leftover before it was locked
    ::close(descriptor_);
    descriptor_ = -1;
    return EEXIST;
  });
}

void AtomicFile::write(std::string_view octets) {
  const int error = write_all(descriptor_, octets);
  if (error == EPIPE) throw ClosedPipe{};
  if (error != 0) fail(error);
  if (direct_) return;
  waiting_ += octets.size();
  if (waiting_ < kStart) return;
  // The disk begins while the rest is made, so that commit() has little to wait for; what fails here, it will tell.
  ::sync_file_range(descriptor_, static_cast<off64_t>(started_), static_cast<off64_t>(waiting_), SYNC_FILE_RANGE_WRITE);
  started_ += waiting_;
  waiting_ = 0;
}

void AtomicFile::prepare() {
  if (direct_ || prepared_) return;
  if (uninterrupted([&] { return ::fsync(descriptor_); }) != 0) fail(errno);
  if (temporary_.empty()) {  // a link cannot take the place of a file that is there, so it gets a name of its own first
    take_name([this](const std::string& name) {
      const std::string open_file = "/proc/self/fd/" + std::to_string(descriptor_);
      const auto link = [&] {
        return ::linkat(AT_FDCWD, open_file.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW);
      };
      return uninterrupted(link) == 0 ? 0 : errno;
    });
  }
  prepared_ = true;
}

void AtomicFile::commit() {
  prepare();
  // A rename that was interrupted on a network may have been done: then the second finds nothing to rename.
  if (!direct_ && uninterrupted([&] { return std::rename(temporary_.c_str(), target_.c_str()); }) != 0) {
    const int error = errno;
    if (!is_ours(target_)) fail(error);
  }
  ::close(descriptor_);
  descriptor_ = -1;
}

void AtomicFile::fail(int error) const { cannot_write(path_, error); }

void replace_file(const std::string& path, const std::function<void(Output&)>& write) {
  AtomicFile file{path};
  write(file);
  file.commit();
}

}  // namespace dgacast
