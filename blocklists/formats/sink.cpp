// SPDX-License-Identifier: Apache-2.0
#include "blocklists/formats/sink.h"

namespace dgacast {

void Sink::flush() {
  if (used_ == 0) return;
  const std::size_t count = used_;
  used_ = 0;
  output_.write({buffer_.get(), count});
}

void Sink::append_long(std::string_view text) {
  flush();
  if (text.size() >= room_) return output_.write(text);
  std::memcpy(buffer_.get(), text.data(), text.size());
  used_ = text.size();
}

}  // namespace dgacast
