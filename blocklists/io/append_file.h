// SPDX-License-Identifier: Apache-2.0
// A file of a folder that is being made: for those who write many at once, for it holds no descriptor between writes.
#pragma once
#include <cstdint>
#include <string>

#include "blocklists/io/sink.h"
#include "dga/random/digest.h"

namespace dgacast {

/// Appends to a file, which the first write makes, and keeps its digest. Nothing of it is atomic: the folder around it
/// must not be seen before it is whole. Not thread-safe.
class AppendFile final : public Output {
 public:
  /// `shown` is the name for messages. Nothing is made yet.
  AppendFile(std::string path, std::string shown) : path_(std::move(path)), shown_(std::move(shown)) {}

  /// Opens, appends and closes: some microseconds besides the writing, so give it large blocks. Throws InputError with
  /// the system's reason.
  void write(std::string_view octets) override;
  const std::string& path() const noexcept { return path_; }

  struct Facts {
    std::uint64_t octets = 0;
    std::string sha256;  ///< lower-case hex
  };
  /// Nothing more comes. Also an empty file is made. Whoever needs it to survive a power cut calls sync().
  Facts finish();
  /// Waits until the file is on the disk. Throws InputError with the system's reason.
  void sync() const;

 private:
  int open() const;
  [[noreturn]] void fail(int error) const;

  std::string path_, shown_;
  Sha256 sha_;
  std::uint64_t octets_ = 0;
  std::uint64_t started_ = 0;  // octets that are on their way to the disk
};

}  // namespace dgacast
