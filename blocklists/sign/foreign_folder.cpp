// SPDX-License-Identifier: Apache-2.0
#include "blocklists/sign/foreign_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "blocklists/sign/sums.h"
#include "dga/core/issue.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::size_t kDeepest = 32;

class Descriptor {
 public:
  explicit Descriptor(int value) noexcept : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const noexcept { return value_; }
  int release() noexcept { return std::exchange(value_, -1); }

 private:
  int value_;
};

/// For kernels before 5.6 and sandboxes without openat2(2): part by part, each opened without following a link. Gives a
/// descriptor, or -1 with errno.
int open_by_walk(int folder, std::string_view name, int flags) {
  std::unique_ptr<Descriptor> above;  // the folder that was reached
  for (;;) {
    const int at = above ? above->get() : folder;
    const auto slash = name.find('/');
    const std::string part(name.substr(0, slash));
    if (slash == std::string_view::npos) return ::openat(at, part.c_str(), flags | O_NOFOLLOW);
    const int next = ::openat(at, part.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (next < 0) {
      struct stat status;  // ENOTDIR also stands for a link here
      const int error = errno;
      const bool link = ::fstatat(at, part.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode);
      errno = link ? ELOOP : error;
      return -1;
    }
    above = std::make_unique<Descriptor>(next);
    name.remove_prefix(slash + 1);
  }
}

/// A descriptor of what `name` is below `folder`, no link followed; -1 with errno otherwise.
int open_beneath(int folder, const std::string& name, int flags) {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags | O_NOFOLLOW);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  for (int attempt = 0; attempt < 16; ++attempt) {
    const long opened = ::syscall(SYS_openat2, folder, name.c_str(), &how, sizeof how);
    if (opened >= 0) return static_cast<int>(opened);
    if (errno == ENOSYS || errno == EPERM) return open_by_walk(folder, name, flags);
    if (errno != EAGAIN && errno != EINTR) return -1;  // EAGAIN: something was renamed on the way
  }
  return -1;
}

std::string reason_of(int error) {
  if (error == ENOENT || error == ENOTDIR) return "is missing";
  if (error == ELOOP || error == EXDEV) return "is a link, or reached by one: links are not followed";
  return std::string("cannot be read: ") + std::strerror(error);
}

/// Adds the paths below `folder`, which it closes, each behind `prefix`. 0, or errno: E2BIG is one file, or one level,
/// too many.
int add_files(int folder, const std::string& prefix, std::size_t depth, std::size_t max_files,
              std::vector<std::string>& files) {
  DIR* const opened = ::fdopendir(folder);
  if (opened == nullptr) {
    const int error = errno;
    ::close(folder);
    return error;
  }
  const std::unique_ptr<DIR, int (*)(DIR*)> stream{opened, ::closedir};
  for (;;) {
    errno = 0;
    const dirent* const item = ::readdir(stream.get());
    if (item == nullptr) return errno;
    const std::string_view name = item->d_name;
    if (name == "." || name == "..") continue;
    const int inner =
        item->d_type == DT_DIR || item->d_type == DT_UNKNOWN
            ? ::openat(::dirfd(stream.get()), item->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            : -1;
    if (inner < 0 && item->d_type == DT_DIR) return errno;
    if (inner < 0 || depth == kDeepest) {
      if (inner >= 0) ::close(inner);
      if (inner >= 0 || files.size() == max_files) return E2BIG;
      files.push_back(prefix + item->d_name);
    } else if (const int error = add_files(inner, prefix + item->d_name + "/", depth + 1, max_files, files)) {
      return error;
    }
  }
}

}  // namespace

ForeignFolder::ForeignFolder(std::string path)
    : path_(std::move(path)), descriptor_(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (descriptor_ < 0)
    throw InputError{
        {path_, std::string("cannot be read: ") + std::strerror(errno), "give a folder that you may read"}};
}

ForeignFolder::~ForeignFolder() { ::close(descriptor_); }

void ForeignFolder::fail(const std::string& name, std::string what) const {
  throw InputError{
      {path_ + "/" + shown_edition_path(name), std::move(what), "fetch the edition again, or ask its publisher"}};
}

bool ForeignFolder::contains(const std::string& name) const noexcept {
  struct stat status;
  return is_edition_path(name) && ::fstatat(descriptor_, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
}

int ForeignFolder::open(const std::string& name, std::uint64_t max_bytes) const {
  if (!is_edition_path(name)) fail(name, "is not a path inside an edition");
  // What it is is asked before it is opened: to open a device can do something.
  for (const int flags : {O_PATH | O_CLOEXEC, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY}) {
    Descriptor file{open_beneath(descriptor_, name, flags)};
    struct stat status;
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0) fail(name, reason_of(errno));
    if (S_ISLNK(status.st_mode)) fail(name, reason_of(ELOOP));
    if (!S_ISREG(status.st_mode)) fail(name, "is not a regular file");
    if (static_cast<std::uint64_t>(status.st_size) > max_bytes)
      fail(name, "has " + std::to_string(status.st_size) + " bytes, more than " + std::to_string(max_bytes));
    if ((flags & O_PATH) == 0) return file.release();
  }
  fail(name, "cannot be read");
}

void ForeignFolder::read_blocks(const std::string& name, std::uint64_t max_bytes,
                                const std::function<void(std::string_view)>& take) const {
  const Descriptor file{open(name, max_bytes)};
  std::array<char, 65536> block;
  std::uint64_t size = 0;
  for (;;) {
    const ssize_t count = ::read(file.get(), block.data(), block.size());
    if (count == 0) return;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(name, reason_of(errno));
    size += static_cast<std::uint64_t>(count);
    if (size > max_bytes) fail(name, "grows, beyond " + std::to_string(max_bytes) + " bytes");
    take({block.data(), static_cast<std::size_t>(count)});
  }
}

std::string ForeignFolder::read(const std::string& name, std::uint64_t max_bytes) const {
  std::string text;
  read_blocks(name, max_bytes, [&text](std::string_view block) { text.append(block); });
  return text;
}

FileDigest ForeignFolder::digest(const std::string& name, std::uint64_t max_bytes) const {
  Sha256 digest;
  FileDigest result;
  read_blocks(name, max_bytes, [&](std::string_view block) {
    digest.update(block);
    result.size += block.size();
  });
  result.sha256 = digest.hex();
  return result;
}

std::vector<std::string> ForeignFolder::files(std::size_t max_files) const {
  std::vector<std::string> files;
  // A descriptor of its own: reading moves the position of the one that stays open.
  const int folder = ::openat(descriptor_, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const int error = folder < 0 ? errno : add_files(folder, "", 0, max_files, files);
  if (error == E2BIG)
    throw InputError{{path_,
                      "has more than " + std::to_string(max_files) + " files, or folders more than " +
                          std::to_string(kDeepest) + " deep",
                      "give the folder of a feed, or of one issue"}};
  if (error != 0)
    throw InputError{
        {path_, std::string("cannot be read: ") + std::strerror(error), "give a folder that you may read"}};
  std::ranges::sort(files);
  return files;
}

}  // namespace dgacast
