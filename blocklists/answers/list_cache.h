// SPDX-License-Identifier: Apache-2.0
// The lists that were made last, so that many questions about the same lists make them once.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "dga/core/domain_list.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Lists by a key that stands for each, in a bounded number of bytes. Any number of threads may use it at the same
/// time: it has several shards, each with its own lock, which is held for no longer than it takes to move a list to the
/// front. When there is no room, the lists that were not used for the longest time are dropped, first those of the same
/// shard.
class ListCache {
 public:
  /// Good as long as somebody holds it, also when the cache dropped it.
  using Names = std::shared_ptr<const DomainList>;

  /// Keeps `room` bytes at most, the cache's own bookkeeping included; 0: nothing. What callers still hold of dropped
  /// lists comes on top.
  explicit ListCache(std::size_t room) noexcept : room_(room) {}
  /// The list of `key`, or null.
  Names find(std::uint64_t key);
  /// Keeps a copy of `names`, unless there is one of this key already or it is larger than all the room.
  void keep(std::uint64_t key, const DomainList& names);
  /// Bytes that are taken, never more than the room.
  std::size_t used() const noexcept { return used_; }

 private:
  struct Kept {
    std::uint64_t key;
    std::size_t size;
    Names names;
  };
  struct alignas(64) Shard {
    std::mutex mutex;
    std::list<Kept> kept;  // the last used first
    std::unordered_map<std::uint64_t, std::list<Kept>::iterator> by_key;
  };
  static constexpr std::size_t kShards = 16;

  static std::size_t shard_of(std::uint64_t key) noexcept { return key * 0x9E37'79B9'7F4A'7C15 >> 60; }
  bool drop_one(std::size_t first);

  const std::size_t room_;
  std::atomic<std::size_t> used_ = 0;
  std::array<Shard, kShards> shards_;
};

}  // namespace dgacast
