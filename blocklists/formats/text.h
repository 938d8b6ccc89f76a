// SPDX-License-Identifier: Apache-2.0
// What the row formats share: the columns of a candidate as text.
#pragma once
#include <string>
#include <string_view>

#include "blocklists/formats/sink.h"
#include "dga/core/period.h"

namespace dgacast {

/// The top-level domain of a canonical name.
inline std::string_view tld_of(std::string_view domain) noexcept { return domain.substr(domain.rfind('.') + 1); }

/// The label of a canonical name that stands exactly one label below its public suffix; otherwise empty: no registry
/// has that name to give.
inline std::string_view registrable_label(std::string_view domain, std::string_view suffix) noexcept {
  if (suffix.size() + 1 >= domain.size()) return {};
  const std::string_view label = domain.substr(0, domain.size() - suffix.size() - 1);
  return label.find('.') == std::string_view::npos ? label : std::string_view{};
}

/// Writes instants as `YYYY-MM-DDTHH:MM:SSZ`. Rows of one list share few instants: the last text is kept.
class InstantText {
 public:
  /// Good until the next call.
  std::string_view operator()(UtcSeconds instant);
  /// The same as `YYYY-MM-DD HH:MM:SS`. One object writes one form.
  std::string_view spaced(UtcSeconds instant);

 private:
  UtcSeconds last_ = UtcSeconds::min();
  std::string text_;
};

/// True for the end of a window that has none.
constexpr bool is_endless(UtcSeconds until) noexcept { return until >= kUnbounded.end; }

/// The last second of a half-open window, for feeds whose end belongs to it; that of an endless one stays.
constexpr UtcSeconds last_second(UtcSeconds until) noexcept {
  return is_endless(until) ? until : until - std::chrono::seconds{1};
}

/// Writes `text` as a JSON string with its quotes (RFC 8259, 7).
void put_json_string(Sink& out, std::string_view text);
/// The same at the end of a string.
void append_json_string(std::string& out, std::string_view text);

}  // namespace dgacast
