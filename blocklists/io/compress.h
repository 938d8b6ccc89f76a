// SPDX-License-Identifier: Apache-2.0
// Compressed outputs. The same octets always give the same file: no time, no name, one thread, a fixed level.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "blocklists/io/sink.h"

namespace [[gnu::visibility("default")]] dgacast {

enum class Compression : std::uint8_t { none, gzip, zstd };

/// `gzip` (RFC 1952) or `zstd` (RFC 8878). Throws InputError with `where`.
Compression parse_compression(std::string_view text, std::string_view where);

/// An output that compresses into another.
class Compressor : public Output {
 public:
  virtual ~Compressor() = default;
  Compressor() = default;
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;
  /// Ends the stream. Nothing is written after it.
  virtual void finish() = 0;
};
/// One into `to`, which must outlive it; nullptr for Compression::none. Throws std::bad_alloc. What it writes throws
/// what `to` throws.
std::unique_ptr<Compressor> make_compressor(Compression compression, Output& to);

/// Hands `write` an output that compresses into `to`, and ends the stream when it returns. Throws what `write` and `to`
/// throw, and std::bad_alloc.
void with_compression(Compression compression, Output& to, const std::function<void(Output&)>& write);

}  // namespace dgacast
