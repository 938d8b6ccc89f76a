// SPDX-License-Identifier: Apache-2.0
#include "blocklists/formats/text.h"

#include <nlohmann/json.hpp>

namespace dgacast {

std::string_view InstantText::operator()(UtcSeconds instant) {
  if (instant != last_) {
    last_ = instant;
    text_.clear();
    append_instant(text_, instant);
  }
  return text_;
}

void put_json_string(Sink& out, std::string_view text) {
  const bool plain = text.find_first_of("\"\\") == std::string_view::npos &&
                     std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
  if (plain) {
    out.put('"', text, '"');
  } else {
    out.put(std::string_view{nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace)});
  }
}

}  // namespace dgacast
