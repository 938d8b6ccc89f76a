// SPDX-License-Identifier: Apache-2.0
#include "blocklists/engine/source_text.h"

#include "blocklists/io/json_string.h"

namespace dgacast {

void InstantText::write(UtcSeconds instant) {
  last_ = instant;
  text_.clear();
  append_instant(text_, instant);
}

std::string_view InstantText::spaced(UtcSeconds instant) {
  if (instant != last_) {
    write(instant);
    text_[10] = ' ';
    text_.pop_back();
  }
  return text_;
}

void SourceJson::choose(const Attribution& source) {
  entry_of_ = source.entry;
  seed_of_ = source.seed;
  who_ = "\"family\":" + json_string(source.entry->id);
  if (keys_ == Keys::answer) who_ += ",\"malware\":" + json_string(source.entry->malware);
  who_ += ",\"seed\":" + json_string(source.seed->id());
}

}  // namespace dgacast
