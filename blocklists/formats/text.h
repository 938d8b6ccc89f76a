// SPDX-License-Identifier: Apache-2.0
// What the row formats share: the columns of a candidate as text.
#pragma once
#include <string>
#include <string_view>

#include "blocklists/formats/sink.h"
#include "dga/core/calendar.h"

namespace dgacast {

/// The top-level domain of a canonical name.
inline std::string_view tld_of(std::string_view domain) noexcept { return domain.substr(domain.rfind('.') + 1); }

/// Writes instants as `YYYY-MM-DDTHH:MM:SSZ`. Rows of one list share few instants: the last text is kept.
class InstantText {
 public:
  /// Good until the next call.
  std::string_view operator()(UtcSeconds instant);

 private:
  UtcSeconds last_ = UtcSeconds::min();
  std::string text_;
};

/// Writes `text` as a JSON string with its quotes (RFC 8259, 7).
void put_json_string(Sink& out, std::string_view text);

}  // namespace dgacast
