// SPDX-License-Identifier: Apache-2.0
#include "blocklists/index/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <new>

#include "dga/core/issue.h"

namespace dgacast {

MappedFile::MappedFile(const std::string& path) {
  const auto fail = [&path](int error) {
    throw InputError{{path, std::string("cannot be read: ") + std::strerror(error),
                      "give a file that exists and that you may read"}};
  };
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail(errno);
  struct stat status;
  int error = ::fstat(descriptor, &status) != 0 ? errno : S_ISDIR(status.st_mode) ? EISDIR : 0;
  if (error == 0 && !S_ISREG(status.st_mode)) {
    ::close(descriptor);
    throw InputError{{path, "this is no regular file, and cannot be read in place", "give a file on a disk"}};
  }
  if (error == 0 && status.st_size > 0) {
    size_ = static_cast<std::size_t>(status.st_size);
    void* const data = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (data == MAP_FAILED) {
      error = errno;
    } else {
      data_ = data;
    }
  }
  ::close(descriptor);
  if (error != 0) fail(error);
}

MappedFile::MappedFile(int descriptor, std::size_t size) : size_(size) {
  if (size == 0) return;
  void* const data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (data == MAP_FAILED) throw std::bad_alloc();
  data_ = data;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(data_, size_);
}

}  // namespace dgacast
