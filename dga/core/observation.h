// SPDX-License-Identifier: Apache-2.0
// The outside input that a family of taxonomy TDN or TIN computes its names from: a news page, an exchange rate.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace [[gnu::visibility("default")]] dgacast {

struct Observation {
  nlohmann::json value;  ///< JSON, or a string with the whole text
  std::string sha256;    ///< of what was given, in lower-case hex

  /// Of the content of a file: JSON if it is, a text otherwise.
  static Observation of_text(std::string_view text);
};

}  // namespace dgacast
