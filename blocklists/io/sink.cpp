// SPDX-License-Identifier: Apache-2.0
#include "blocklists/io/sink.h"

#include <algorithm>

namespace dgacast {

void Sink::flush() {
  if (used_ == 0 || output_ == nullptr) return;
  const std::size_t count = used_;
  used_ = 0;
  output_->write({buffer_.get(), count});
}

void Sink::append(std::string_view text) {
  if (room_ - used_ < text.size()) {
    flush();
    if (output_ == nullptr) grow(text.size());
  }
  if (output_ != nullptr && text.size() >= room_) return output_->write(text);
  used_ = static_cast<std::size_t>(copy(text, buffer_.get() + used_) - buffer_.get());
}

void Sink::grow(std::size_t octets) {
  constexpr std::size_t kLeast = std::size_t{1} << 14;  // a feed has some for each output and thread
  room_ = std::max({kLeast, room_ + room_ / 2, used_ + octets});
  auto larger = std::make_unique_for_overwrite<char[]>(room_);
  if (used_ > 0) std::memcpy(larger.get(), buffer_.get(), used_);
  buffer_ = std::move(larger);
}

}  // namespace dgacast
