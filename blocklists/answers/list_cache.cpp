// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/list_cache.h"

namespace dgacast {
namespace {

// Nodes of list and map, the counts of a shared pointer, the DomainList itself, and what malloc adds to each of them.
constexpr std::size_t kOverhead = 320;

std::size_t size_of(const DomainList& names) noexcept {
  return names.text_size() + names.size() * sizeof(std::uint32_t) + kOverhead;
}

}  // namespace

ListCache::Names ListCache::find(std::uint64_t key) {
  Shard& shard = shards_[shard_of(key)];
  const std::lock_guard lock{shard.mutex};
  const auto found = shard.by_key.find(key);
  if (found == shard.by_key.end()) return nullptr;
  shard.kept.splice(shard.kept.begin(), shard.kept, found->second);
  return shard.kept.front().names;
}

void ListCache::keep(std::uint64_t key, const DomainList& names) {
  const std::size_t size = size_of(names), own = shard_of(key);
  if (size > room_) return;
  auto copy = std::make_shared<DomainList>();  // as large as it has to be: what made the names left room for more
  copy->reserve(names.text_size(), names.size());
  copy->append(names, 0, names.size());
  for (std::size_t used = used_;;) {
    if (used > room_ - size) {
      if (!drop_one(own)) return;  // others are about to fill it
      used = used_;
    } else if (used_.compare_exchange_weak(used, used + size)) {
      break;
    }
  }
  Shard& shard = shards_[own];
  const std::lock_guard lock{shard.mutex};
  if (shard.by_key.contains(key)) {  // another thread was faster
    used_ -= size;
    return;
  }
  shard.kept.push_front({key, size, std::move(copy)});
  shard.by_key[key] = shard.kept.begin();
}

/// False when no shard has a list.
bool ListCache::drop_one(std::size_t first) {
  for (std::size_t i = 0; i < kShards; ++i) {
    Shard& shard = shards_[(first + i) % kShards];
    Names dropped;  // freed without the lock
    const std::lock_guard lock{shard.mutex};
    if (shard.kept.empty()) continue;
    Kept& last = shard.kept.back();
    dropped = std::move(last.names);
    used_ -= last.size;
    shard.by_key.erase(last.key);
    shard.kept.pop_back();
    return true;
  }
  return false;
}

}  // namespace dgacast
