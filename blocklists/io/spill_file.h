// SPDX-License-Identifier: Apache-2.0
// A file without a name for what does not fit into memory: it is gone when the process is, however it ends.
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace dgacast {

/// Octets that are appended and read back. Any number of threads.
class SpillFile {
 public:
  /// `folder` is where the file will be, when the first octet comes; empty: /tmp. `mend` is what a user can
  /// do when it has no room.
  explicit SpillFile(std::string folder,
                     std::string mend = "choose a temporary folder with more room, or give the run more memory");
  /// A file that is there already, to read from. Throws InputError with the system's reason, and for what is not a
  /// regular file.
  static std::unique_ptr<SpillFile> existing(const std::string& path);
  ~SpillFile();
  SpillFile(const SpillFile&) = delete;
  SpillFile& operator=(const SpillFile&) = delete;

  /// Keeps `octets` and tells at which offset. Throws InputError with the system's reason (disk full).
  std::uint64_t append(std::string_view octets);
  /// Reads `count` octets that were appended. Throws InputError with the system's reason.
  void read(std::uint64_t offset, char* out, std::size_t count) const;
  /// How many octets it has.
  std::uint64_t size() const noexcept { return end_; }
  /// The open file, to map it; -1 before the first octet.
  int descriptor() const noexcept { return descriptor_; }

 private:
  void open();

  [[noreturn]] void fail(std::string_view what, int error) const;

  std::string folder_, mend_;
  std::once_flag opened_;
  bool is_existing_ = false;  // folder_ is its path
  int descriptor_ = -1;
  std::atomic<std::uint64_t> end_ = 0;
};

}  // namespace dgacast
