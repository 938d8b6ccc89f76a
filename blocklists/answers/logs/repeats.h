// SPDX-License-Identifier: Apache-2.0
// Questions that a log tells twice: as a query, as its reply, as what a rule did with it.
#pragma once
#include <array>
#include <cstdint>
#include <memory>

#include "blocklists/answers/logs/log_record.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Remembers the last questions by client and name, in 256 KiB. Not thread-safe.
class Repeats {
 public:
  Repeats();
  /// True when this is a question that was not told before: of a client and a name (in any case, with or without a
  /// final dot), as many count as the most frequent of queries, replies and actions within a minute of each other;
  /// without times, within some thousand questions. `client` is a hash of the client. Constant time.
  bool is_new(std::uint64_t client, std::string_view name, const std::optional<UtcSeconds>& time,
              Telling telling) noexcept;

 private:
  struct Entry {
    std::uint32_t key = 0;
    std::uint32_t second = 0;  // of the last one
    std::array<std::uint16_t, kTellings> told{};
    std::uint16_t counted = 0;
  };
  static constexpr std::size_t kWays = 4, kBuckets = 4096;
  using Bucket = std::array<Entry, kWays>;  // the last that was used comes first

  std::unique_ptr<std::array<Bucket, kBuckets>> buckets_;
};

}  // namespace dgacast
