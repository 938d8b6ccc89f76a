// SPDX-License-Identifier: Apache-2.0
// Text as JSON strings, for those who write JSON row by row: no document is made of it in memory.
#pragma once
#include <string>
#include <string_view>

#include "blocklists/io/sink.h"

namespace dgacast {

/// Writes `text` as a JSON string with its quotes (RFC 8259, 7): ASCII alone, bytes that are not UTF-8 become U+FFFD.
/// Allocates only for text that has to be escaped. Threads: any, each with its own sink.
void put_json_string(Sink& out, std::string_view text);
/// The same as a string.
std::string json_string(std::string_view text);

}  // namespace dgacast
