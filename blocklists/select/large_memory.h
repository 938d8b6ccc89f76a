// SPDX-License-Identifier: Apache-2.0
// Megabytes of memory that come in pages of 2 MiB where the system has them: untouched ones of 4 KiB cost more than
// what is done with them.
#pragma once
#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>

namespace dgacast {

/// Owns its octets, which hold anything at first. Movable.
class LargeMemory {
 public:
  static constexpr std::size_t kPage = std::size_t{2} << 20;
  static constexpr std::size_t kSlack = 64;  ///< octets behind the end that may be read

  LargeMemory() = default;
  /// Room for `size` octets and kSlack more. Throws std::bad_alloc.
  explicit LargeMemory(std::size_t size) {
    const std::size_t pages = (size + kSlack + kPage - 1) / kPage;
    octets_.reset(static_cast<char*>(std::aligned_alloc(kPage, pages * kPage)));
    if (octets_ == nullptr) throw std::bad_alloc();
    ::madvise(octets_.get(), pages * kPage, MADV_HUGEPAGE);  // without it they are pages like others
  }
  char* octets() const noexcept { return octets_.get(); }

 private:
  struct Free {
    void operator()(char* octets) const noexcept { std::free(octets); }
  };

  std::unique_ptr<char[], Free> octets_;
};

}  // namespace dgacast
