// SPDX-License-Identifier: Apache-2.0
// Compressed outputs. The same octets always give the same file: no time, no name, one thread, a fixed level.
#pragma once
#include <cstdint>
#include <functional>
#include <string_view>

#include "blocklists/io/sink.h"

namespace [[gnu::visibility("default")]] dgacast {

enum class Compression : std::uint8_t { none, gzip, zstd };

/// `gzip` (RFC 1952) or `zstd` (RFC 8878). Throws InputError with `where`.
Compression parse_compression(std::string_view text, std::string_view where);

/// Hands `write` an output that compresses into `to`, and ends the stream when it returns. Throws what `write` and `to`
/// throw, and std::bad_alloc.
void with_compression(Compression compression, Output& to, const std::function<void(Output&)>& write);

}  // namespace dgacast
