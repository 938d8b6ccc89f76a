// SPDX-License-Identifier: Apache-2.0
#include "blocklists/formats/sink.h"

namespace dgacast {

void Sink::flush() {
  if (used_ == 0) return;
  const std::size_t count = used_;
  used_ = 0;
  output_.write({buffer_.get(), count});
}

void Sink::append(std::string_view text) {
  if (room_ - used_ < text.size()) flush();
  if (text.size() >= room_) return output_.write(text);
  used_ = static_cast<std::size_t>(copy(text, buffer_.get() + used_) - buffer_.get());
}

}  // namespace dgacast
