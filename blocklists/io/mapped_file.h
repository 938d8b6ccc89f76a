// SPDX-License-Identifier: Apache-2.0
// A file as memory that is read and never written.
//
// Anybody who may write the file can cut it under a reader: what lies behind its new end is then no memory, and reading
// it raises SIGBUS, which ends the process. A program that wants an error instead installs a handler for SIGBUS that
// calls MappedFile::fill_gone(); the library installs none. With the handler such reads give zeros, and
// check_unchanged() tells of it: who reads asks it before giving any answer.
#pragma once
#include <sys/stat.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace [[gnu::visibility("default")]] dgacast {

/// Reading is for any number of threads, the rest for one.
class MappedFile {
 public:
  MappedFile() = default;
  /// Maps the file at `path`. Throws InputError with the system's reason, and for what is not a regular file.
  explicit MappedFile(const std::string& path);
  /// Maps `size` bytes of an open file of the process's own, whose descriptor may then be closed. Throws
  /// std::bad_alloc.
  MappedFile(int descriptor, std::size_t size);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept { swap(other); }
  MappedFile& operator=(MappedFile&& other) noexcept {
    swap(other);
    return *this;
  }

  std::string_view octets() const noexcept { return {static_cast<const char*>(data_), data_ == nullptr ? 0 : size_}; }

  /// Throws InputError, with `name` for the file, when it was cut or written since it was mapped, or could not be read:
  /// what was read may then be anything. Takes one system call (fstat). Any number of threads.
  void check_unchanged(const std::string& name) const;

  /// For a handler of SIGBUS: when `address` (siginfo_t::si_addr) lies in a mapped file, puts zeros in place of its
  /// rest, so that the read goes on, and gives true. Otherwise false: the fault is another's. Async-signal-safe.
  static bool fill_gone(const void* address) noexcept;

 private:
  struct Region;  // what fill_gone() knows of a mapping
  void swap(MappedFile& other) noexcept;
  static Region* enter(const void* data, std::size_t size);

  void* data_ = nullptr;
  std::size_t size_ = 0;
  int descriptor_ = -1;  // kept for check_unchanged()
  struct timespec written_ {};
  Region* region_ = nullptr;
};

}  // namespace dgacast
