// SPDX-License-Identifier: Apache-2.0
// Octets that nobody else may learn: keys, authInfo. They lie in one piece of memory, are wiped when they go, and are
// not printed, copied or compared by accident.
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace [[gnu::visibility("default")]] dgacast {

class Secret {
 public:
  Secret() noexcept = default;
  /// Room for `size` zero octets, to be filled by way of room(). Throws std::bad_alloc.
  explicit Secret(std::size_t size);
  /// Takes the octets of `text`, and wipes them there, the unused capacity too. Throws std::bad_alloc.
  explicit Secret(std::string&& text);
  ~Secret() { wipe(); }
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  bool empty() const noexcept { return size_ == 0; }
  std::size_t size() const noexcept { return size_; }
  /// The octets, for as long as this object lives. Who takes a copy of them must wipe it.
  std::string_view reveal() const noexcept { return {octets_.get(), size_}; }
  /// Where the octets are written to; size() of them.
  char* room() noexcept { return octets_.get(); }
  /// Wipes what is behind the first `size` octets and forgets it. `size` must not be greater than size().
  void shrink(std::size_t size) noexcept;

  template <typename Stream>
  friend Stream& operator<<(Stream&, const Secret&) = delete;
  friend bool operator==(const Secret&, const Secret&) = delete;  // would tell by its time how much is equal

 private:
  void wipe() noexcept;

  std::unique_ptr<char[]> octets_;
  std::size_t size_ = 0;
};

/// Overwrites `size` octets with zeros, which no compiler leaves out.
void wipe(void* octets, std::size_t size) noexcept;

}  // namespace dgacast
