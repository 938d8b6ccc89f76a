// SPDX-License-Identifier: Apache-2.0
#include "blocklists/io/json_string.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "dga/core/json_value.h"

namespace dgacast {
namespace {

bool is_plain(std::string_view text) {
  return text.find_first_of("\"\\") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}
std::string escaped(std::string_view text) { return json_text(nlohmann::json(text)); }

}  // namespace

void put_json_string(Sink& out, std::string_view text) {
  if (is_plain(text)) {
    out.put('"', text, '"');
  } else {
    out.put(std::string_view{escaped(text)});
  }
}

std::string json_string(std::string_view text) {
  if (!is_plain(text)) return escaped(text);
  std::string quoted;
  quoted.reserve(text.size() + 2);
  return quoted.append("\"").append(text).append("\"");
}

}  // namespace dgacast
