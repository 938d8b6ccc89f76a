// SPDX-License-Identifier: Apache-2.0
#include "dga/core/threads.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <vector>

namespace dgacast {
namespace {

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
  {
    const std::lock_guard closed{gate};
    for (pthread_t thread; threads.size() < count && pthread_create(&thread, nullptr, wait_for, &gate) == 0;)
      threads.push_back(thread);
  }
  for (const pthread_t thread : threads) pthread_join(thread, nullptr);
  return threads.size();
}

/// Parts that are made, and which of them is taken next.
class Belt {
 public:
  Belt(std::size_t count, unsigned threads) : count_(count), made_(places_for(threads)) {}

  /// One thread's work. It takes what is there to be taken, while no other does.
  template <typename Make, typename Take>
  void work(unsigned thread, const Make& make, const Take& take) {
    std::unique_lock lock{mutex_};
    try {
      for (;;) {
        freed_.wait(lock, [this] { return over() || next_ < taken_ + made_.size(); });
        if (over()) return;
        const std::size_t part = next_++, place = part % made_.size();
        if (next_ == count_) freed_.notify_all();  // those that wait have nothing more to make
        lock.unlock();
        make(part, place, thread);
        lock.lock();
        made_[place] = true;
        if (!taking_) take_made(lock, take);
      }
    } catch (...) {
      if (!lock.owns_lock()) lock.lock();
      failed_ = true;
      freed_.notify_all();
      throw;
    }
  }

 private:
  bool over() const { return failed_ || next_ == count_; }

  template <typename Take>
  void take_made(std::unique_lock<std::mutex>& lock, const Take& take) {
    taking_ = true;
    for (std::size_t place; !failed_ && taken_ < next_ && made_[place = taken_ % made_.size()]; ++taken_) {
      lock.unlock();
      take(place);
      lock.lock();
      made_[place] = false;
      freed_.notify_one();
    }
    taking_ = false;
  }

  const std::size_t count_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<char> made_;  // for each place, whether its part waits to be taken
  std::size_t next_ = 0;    // part to make
  std::size_t taken_ = 0;   // parts
  bool taking_ = false;
  bool failed_ = false;
};

}  // namespace

unsigned threads_to_be_had(unsigned wanted) {
  const unsigned all = wanted != 0 ? wanted : std::max(1u, std::thread::hardware_concurrency());
  if (all == 1) return 1;
  // One more than needed beside the calling one: a thread that has just ended may be counted for a moment.
  const std::size_t found = startable(all);
  return found == all ? all : std::max(1u, static_cast<unsigned>(found / 2));
}

void on_threads(unsigned threads, const std::function<void(unsigned)>& work) {
  std::mutex mutex;
  std::exception_ptr error;
  const auto guarded = [&](unsigned thread) {
    try {
      work(thread);
    } catch (...) {
      const std::lock_guard lock{mutex};
      if (!error) error = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    try {
      others.reserve(threads - 1);
      for (unsigned i = 1; i < threads; ++i) others.emplace_back(guarded, i);
    } catch (const std::system_error&) {  // those that there are do the work
    } catch (const std::bad_alloc&) {
    }
    guarded(0);
  }
  if (error) std::rethrow_exception(error);
}

void for_each_part(std::size_t count, unsigned threads, const std::function<void(std::size_t, unsigned)>& work) {
  std::atomic<std::size_t> next = 0;
  on_threads(static_cast<unsigned>(std::clamp<std::size_t>(count, 1, threads)), [&](unsigned thread) {
    try {
      for (std::size_t i; (i = next++) < count;) work(i, thread);
    } catch (...) {
      next = count;
      throw;
    }
  });
}

void take_in_order(std::size_t count, unsigned threads,
                   const std::function<void(std::size_t, std::size_t, unsigned)>& make,
                   const std::function<void(std::size_t)>& take) {
  Belt belt{count, threads};
  on_threads(static_cast<unsigned>(std::clamp<std::size_t>(count, 1, threads)),
             [&](unsigned thread) { belt.work(thread, make, take); });
}

}  // namespace dgacast
