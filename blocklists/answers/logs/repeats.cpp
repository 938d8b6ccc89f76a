// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/logs/repeats.h"

#include <algorithm>
#include <limits>

#include "blocklists/answers/fingerprint.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kWindow = 60;  // seconds between a query and its reply: resolvers give up after some ten

/// The same for each case of the name, and with and without a final dot.
std::uint64_t key_of(std::uint64_t client, std::string_view name) noexcept {
  std::array<char, 256> text;
  if (name.ends_with('.')) name.remove_suffix(1);
  const std::size_t size = std::min(name.size(), text.size());
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(name[i] | 0x20);
  return XXH3_64bits_withSeed(text.data(), size, client);
}

}  // namespace

Repeats::Repeats() : buckets_(std::make_unique<std::array<Bucket, kBuckets>>()) {}

bool Repeats::is_new(std::uint64_t client, std::string_view name, const std::optional<UtcSeconds>& time,
                     Telling telling) noexcept {
  const std::uint64_t hash = key_of(client, name);
  Bucket& bucket = (*buckets_)[hash % kBuckets];
  const auto key = static_cast<std::uint32_t>(hash >> 32) | 1U;  // 0: free
  const auto second = time ? static_cast<std::uint32_t>(unix_time(*time)) : 0U;
  std::size_t at = 0;
  while (at < kWays && bucket[at].key != key) ++at;
  if (at == kWays) {
    at = kWays - 1;  // the one that was used longest ago
    bucket[at] = {};
  }
  Entry entry = bucket[at];
  std::copy_backward(bucket.begin(), bucket.begin() + static_cast<std::ptrdiff_t>(at),
                     bucket.begin() + static_cast<std::ptrdiff_t>(at) + 1);
  const std::uint32_t distance = second > entry.second ? second - entry.second : entry.second - second;
  constexpr std::uint16_t kMost = std::numeric_limits<std::uint16_t>::max();
  if (entry.key == 0 || distance > kWindow || entry.counted == kMost) entry = {};
  entry.key = key;
  entry.second = second;
  std::uint16_t& told = entry.told[static_cast<std::size_t>(telling)];
  const bool is_new = ++told > entry.counted;
  if (is_new) entry.counted = told;
  bucket[0] = entry;
  return is_new;
}

}  // namespace dgacast
