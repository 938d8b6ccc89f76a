// SPDX-License-Identifier: Apache-2.0
// Which columns of a CSV, a TSV or a JSON log hold time, client and name: told by the user, or by the header.
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "blocklists/answers/logs/log_form.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Columns by number (from 1), by the name in the header, or by the dotted path in a JSON object.
struct LogColumns {
  std::string name, client, time, type;  ///< empty: there is none
};

/// Reads "time=ts,client=3,name=query"; `name` is needed. Throws InputError with `where`.
LogColumns parse_log_columns(std::string_view text, std::string_view where);

/// Readers of these columns. The first line of a CSV or TSV is the header when a column is told by its name.
std::unique_ptr<FormReader> make_columns(LogColumns columns);
std::unique_ptr<JsonFormReader> make_json_columns(LogColumns columns);

/// What a header calls a column of DNS logs.
enum class KnownColumn : std::uint8_t { none, name, client, time, type };
/// Whatever its case, blanks and punctuation: "Client IP Address" is a client.
KnownColumn known_column(std::string_view header) noexcept;

}  // namespace dgacast
