// SPDX-License-Identifier: Apache-2.0
// Where a format writes: a buffer in front of something that takes octets.
#pragma once
#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

namespace dgacast {

/// Takes octets in large blocks: a file, a pipe, memory. write() throws InputError when they cannot be kept.
class Output {
 public:
  virtual void write(std::string_view octets) = 0;

 protected:
  ~Output() = default;
};

/// Buffered appending. Not thread-safe. flush() must be called at the end: the destructor writes nothing, so that an
/// error cannot hide.
class Sink {
 public:
  static constexpr std::size_t kRoom = std::size_t{1} << 18;

  /// `output` must outlive the sink. `room` is the size of the buffer in octets, for those who have many sinks.
  explicit Sink(Output& output, std::size_t room = kRoom)
      : output_(output), room_(room), buffer_(std::make_unique_for_overwrite<char[]>(room)) {}
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  /// Appends text, characters and unsigned numbers (decimal), in order.
  template <typename... Parts>
  void put(const Parts&... parts) {
    (append(parts), ...);
  }
  void flush();

 private:
  void append(char c) {
    if (used_ == room_) flush();
    buffer_[used_++] = c;
  }
  void append(std::string_view text) {
    if (room_ - used_ < text.size()) return append_long(text);
    std::memcpy(buffer_.get() + used_, text.data(), text.size());
    used_ += text.size();
  }
  void append(std::unsigned_integral auto number) {
    std::array<char, 20> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    append(std::string_view{digits.data(), static_cast<std::size_t>(end - digits.data())});
  }
  void append_long(std::string_view text);

  Output& output_;
  std::size_t room_;
  std::unique_ptr<char[]> buffer_;
  std::size_t used_ = 0;
};

}  // namespace dgacast
