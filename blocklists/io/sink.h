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
#include <type_traits>

#include "dga/core/short_text.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Takes octets in large blocks: a file, a pipe, memory. write() throws InputError when they cannot be kept.
class Output {
 public:
  virtual void write(std::string_view octets) = 0;

 protected:
  ~Output() = default;
};

/// Buffered appending: to an output, or in memory to be taken as text. Not thread-safe. flush() must be called at the
/// end: the destructor writes nothing, so that an error cannot hide.
class Sink {
 public:
  static constexpr std::size_t kRoom = std::size_t{1} << 18;

  /// `output` must outlive the sink. `room` is the size of the buffer in octets, for those who have many sinks.
  explicit Sink(Output& output, std::size_t room = kRoom)
      : output_(&output), room_(room), buffer_(std::make_unique_for_overwrite<char[]>(room)) {}
  /// Keeps what it gets, until clear().
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  /// Appends text, characters and unsigned numbers (decimal), in order.
  template <typename... Parts>
  void put(const Parts&... parts) {
    const std::size_t most = (most_of(parts) + ...);
    if (room_ - used_ < most) return (append(parts), ...);
    // One test and one cursor for all parts: a row costs little more than the copy of its octets.
    char* end = buffer_.get() + used_;
    ((end = copy(parts, end)), ...);
    used_ = static_cast<std::size_t>(end - buffer_.get());
  }
  /// Hands all to the output; a sink without one keeps it.
  void flush();
  /// What the output has not got yet.
  std::string_view text() const noexcept { return {buffer_.get(), used_}; }
  /// Forgets that, keeps the memory.
  void clear() noexcept { used_ = 0; }

 private:
  static constexpr std::size_t kDigits = 20;  // of the largest number

  static std::size_t most_of(char) { return 1; }
  template <std::size_t kSize>
  static std::size_t most_of(const char (&)[kSize]) {  // a literal
    return kSize - 1;
  }
  static std::size_t most_of(std::string_view text) { return text.size(); }
  static std::size_t most_of(std::unsigned_integral auto) { return kDigits; }

  // Each copies into room that is there, and gives the place behind.
  static char* copy(char c, char* to) {
    *to = c;
    return to + 1;
  }
  template <std::size_t kSize>
  static char* copy(const char (&literal)[kSize], char* to) {
    std::memcpy(to, literal, kSize - 1);
    return to + kSize - 1;
  }
  static char* copy(std::string_view text, char* to) { return copy_text(text, to); }
  static char* copy(std::unsigned_integral auto number, char* to) {
    return std::to_chars(to, to + kDigits, number).ptr;
  }

  void append(std::string_view text);
  void grow(std::size_t octets);
  void append(char c) { append(std::string_view{&c, 1}); }
  void append(std::unsigned_integral auto number) {
    std::array<char, kDigits> digits;
    const char* const end = copy(number, digits.data());
    append(std::string_view{digits.data(), static_cast<std::size_t>(end - digits.data())});
  }

  Output* output_ = nullptr;
  std::size_t room_ = 0;
  std::unique_ptr<char[]> buffer_;
  std::size_t used_ = 0;
};

}  // namespace dgacast
