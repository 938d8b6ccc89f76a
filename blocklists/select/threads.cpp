// SPDX-License-Identifier: Apache-2.0
#include "blocklists/select/threads.h"

#include <pthread.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <mutex>
#include <vector>

namespace dgacast {
namespace {

constexpr std::size_t kStack = std::size_t{4} << 20;  // as TBB's threads have

void* wait_for(void* gate) {
  // A thread that takes memory gets an arena of glibc's, 64 MiB of addresses: that counts in RLIMIT_AS.
  void* volatile const memory = std::malloc(1);
  std::free(memory);
  const std::lock_guard wait{*static_cast<std::mutex*>(gate)};
  return nullptr;
}

/// How many of `count` threads can run at the same time and take memory.
std::size_t startable(std::size_t count) {
  std::mutex gate;
  std::vector<pthread_t> threads;
  threads.reserve(count);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStack);
  {
    const std::lock_guard closed{gate};
    for (pthread_t thread; threads.size() < count && pthread_create(&thread, &attributes, wait_for, &gate) == 0;)
      threads.push_back(thread);
  }
  for (const pthread_t thread : threads) pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
  return threads.size();
}

}  // namespace

int threads_to_be_had(std::uint32_t wanted) {
  const int all = wanted == 0 ? tbb::this_task_arena::max_concurrency() : static_cast<int>(wanted);
  if (all <= 1) return 1;
  // One more than needed beside the calling one: a thread that has just ended may be counted for a moment.
  const std::size_t found = startable(static_cast<std::size_t>(all));
  return found == static_cast<std::size_t>(all) ? all : std::max(1, static_cast<int>(found / 2));
}

}  // namespace dgacast
