// SPDX-License-Identifier: Apache-2.0
// One question of a DNS log, whatever wrote the log.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "dga/core/calendar.h"

namespace [[gnu::visibility("default")]] dgacast {

/// What a line tells of a question. Servers log one question up to three times: when it comes, when it is answered, and
/// when a rule (a response policy zone, an alert) applied to it.
enum class Telling : std::uint8_t { query, reply, action };
inline constexpr std::size_t kTellings = 3;

/// A name that a client asked for. The views are good until the parser's next call.
struct LogRecord {
  std::string_view name;           ///< as the log has it: any case, perhaps with a final dot
  std::string_view client;         ///< address without port, or the client's name; empty when the log does not tell
  std::optional<UtcSeconds> time;  ///< empty when the log does not tell, or it could not be read
  std::string_view type = {};      ///< of the question ("A"); empty when the log does not tell
  std::string_view subnet = {};    ///< EDNS client subnet (RFC 7871): "192.0.2.0/24", perhaps with the scope behind it
  Telling telling = Telling::query;
  /// True when the form read the time from a field of its own; otherwise the parser reads it at the line's beginning.
  bool own_time = false;
};

}  // namespace dgacast
