// SPDX-License-Identifier: Apache-2.0
#include "blocklists/io/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <new>
#include <utility>

#include "dga/core/issue.h"

namespace dgacast {

/// Regions are entered into a list that only grows, and used again: a signal handler can walk through it at any moment.
struct MappedFile::Region {
  std::atomic<bool> in_use = true;
  std::atomic<std::uintptr_t> begin = 0, end = 0;  // begin 0: nothing
  std::atomic<bool> gone = false;
  Region* next = nullptr;
};

namespace {

static_assert(std::atomic<std::uintptr_t>::is_always_lock_free && std::atomic<bool>::is_always_lock_free &&
              std::atomic<void*>::is_always_lock_free);

// A signal has no other way to them.
std::atomic<void*> first_region = nullptr;
std::atomic<std::uintptr_t> page_size = 0;

}  // namespace

MappedFile::Region* MappedFile::enter(const void* data, std::size_t size) {
  page_size = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  Region* region = static_cast<Region*>(first_region.load());
  for (bool free = false; region != nullptr; region = region->next) {
    if (region->in_use.compare_exchange_strong(free, true)) break;
    free = false;
  }
  if (region == nullptr) {
    region = new Region;  // never freed: a handler may look at it
    void* first = first_region.load();
    do {
      region->next = static_cast<Region*>(first);
    } while (!first_region.compare_exchange_weak(first, region));
  }
  const auto begin = reinterpret_cast<std::uintptr_t>(data);
  region->gone = false;
  region->end = begin + size;
  region->begin = begin;
  return region;
}

bool MappedFile::fill_gone(const void* address) noexcept {
  const auto at = reinterpret_cast<std::uintptr_t>(address);
  for (auto* region = static_cast<Region*>(first_region.load()); region != nullptr; region = region->next) {
    const std::uintptr_t begin = region->begin, end = region->end;
    if (begin == 0 || at < begin || at >= end) continue;
    const int error = errno;
    region->gone = true;  // before any thread can read the zeros
    const std::uintptr_t from = at & ~(page_size - 1);
    void* const place = reinterpret_cast<void*>(from);  // NOLINT(performance-no-int-to-ptr)
    const bool filled = ::mmap(place, end - from, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == place;
    errno = error;
    return filled;
  }
  return false;
}

MappedFile::MappedFile(const std::string& path) {
  const auto fail = [&](const std::string& what, std::string hint) {
    if (descriptor_ >= 0) ::close(descriptor_);
    throw InputError{{path, what, std::move(hint)}};
  };
  const auto fail_by = [&fail](int error) {
    fail(std::string("cannot be read: ") + std::strerror(error), "give a file that exists and that you may read");
  };
  descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0) fail_by(errno);
  if (S_ISDIR(status.st_mode)) fail_by(EISDIR);
  if (!S_ISREG(status.st_mode)) fail("this is no regular file, and cannot be read in place", "give a file on a disk");
  written_ = status.st_mtim;
  size_ = static_cast<std::size_t>(status.st_size);
  if (size_ == 0) return;
  void* const data = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor_, 0);
  if (data == MAP_FAILED) fail_by(errno);
  data_ = data;
  region_ = enter(data_, size_);
}

MappedFile::MappedFile(int descriptor, std::size_t size) : size_(size) {
  if (size == 0) return;
  void* const data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (data == MAP_FAILED) throw std::bad_alloc();
  data_ = data;
}

MappedFile::~MappedFile() {
  if (region_ != nullptr) {
    region_->begin = 0;
    region_->in_use = false;
  }
  if (data_ != nullptr) ::munmap(data_, size_);
  if (descriptor_ >= 0) ::close(descriptor_);
}

void MappedFile::swap(MappedFile& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(written_, other.written_);
  std::swap(region_, other.region_);
}

void MappedFile::check_unchanged(const std::string& name) const {
  if (descriptor_ < 0) return;
  struct stat status;
  const bool known = ::fstat(descriptor_, &status) == 0;
  const auto refuse = [&name](const char* what) {
    throw InputError{{name, what, "give a file that is replaced as a whole, by a rename, and run this again"}};
  };
  if (known && static_cast<std::size_t>(status.st_size) < size_) refuse("was cut while it was read");
  if (region_ != nullptr && region_->gone) refuse("could not be read to its end: it was cut, or its disk has a fault");
  if (!known || static_cast<std::size_t>(status.st_size) != size_ || status.st_mtim.tv_sec != written_.tv_sec ||
      status.st_mtim.tv_nsec != written_.tv_nsec) {
    refuse("was changed while it was read");
  }
}

}  // namespace dgacast
