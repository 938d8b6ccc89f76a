// SPDX-License-Identifier: Apache-2.0
// A file as memory that is read and never written.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace dgacast {

class MappedFile {
 public:
  MappedFile() = default;
  /// Maps the file at `path`. Throws InputError with the system's reason.
  explicit MappedFile(const std::string& path);
  /// Maps `size` octets of an open file, whose descriptor may then be closed. Throws std::bad_alloc.
  MappedFile(int descriptor, std::size_t size);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(other.size_) {}
  MappedFile& operator=(MappedFile&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }

  std::string_view octets() const noexcept { return {static_cast<const char*>(data_), data_ == nullptr ? 0 : size_}; }

 private:
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace dgacast
