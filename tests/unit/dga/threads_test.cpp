// SPDX-License-Identifier: Apache-2.0
#include "dga/core/threads.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <new>
#include <stdexcept>
#include <thread>
#include <vector>

namespace dgacast {
namespace {

TEST_CASE("as many threads as are wanted, or as the system gives") {
  CHECK(threads_to_be_had(1) == 1);
  CHECK(threads_to_be_had(3) == 3);
  CHECK(threads_to_be_had(0) >= 1);
#ifndef DGACAST_SANITIZED  // a sanitizer's shadow takes more than any such limit
  rlimit old;
  REQUIRE(::getrlimit(RLIMIT_AS, &old) == 0);
  const rlimit little{std::min<rlim_t>(old.rlim_max, rlim_t{2} << 30), old.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_AS, &little) == 0);
  const int found = threads_to_be_had(1024);  // of 4 MiB each
  REQUIRE(::setrlimit(RLIMIT_AS, &old) == 0);
  CHECK(found >= 1);
  CHECK(found <= 256);
#endif
}

/// With no room for further stacks.
template <typename Call>
void without_threads(const Call& call) {
#ifndef DGACAST_SANITIZED
  rlimit old;
  REQUIRE(::getrlimit(RLIMIT_AS, &old) == 0);
  const rlimit none{rlim_t{1} << 20, old.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_AS, &none) == 0);
  call();
  REQUIRE(::setrlimit(RLIMIT_AS, &old) == 0);
#else
  call();
#endif
}

TEST_CASE("work is done by the threads that there are") {
  for (const unsigned threads : {1u, 2u, 7u}) {
    std::vector<std::atomic<int>> calls(threads);
    on_threads(threads, [&](unsigned thread) { ++calls.at(thread); });
    CHECK(std::ranges::all_of(calls, [](const auto& count) { return count == 1; }));
  }
  std::vector<int> done(100);
  std::atomic<unsigned> most = 0;
  without_threads([&] {
    for_each_part(done.size(), 64, [&](std::size_t i, unsigned thread) {
      ++done[i];
      if (thread > most) most = thread;
    });
  });
  CHECK(std::ranges::all_of(done, [](int count) { return count == 1; }));
#ifndef DGACAST_SANITIZED
  CHECK(most < 63);  // but for stacks that ended threads left behind
#endif
  for_each_part(0, 3, [](std::size_t, unsigned) { FAIL("there is nothing to do"); });
}

TEST_CASE("what a thread throws reaches the caller, and no more is begun") {
  for (const unsigned threads : {1u, 4u}) {
    std::atomic<std::size_t> begun = 0;
    CHECK_THROWS_WITH_AS(for_each_part(1'000'000, threads,
                                       [&](std::size_t i, unsigned) {
                                         ++begun;
                                         if (i == 10) throw std::runtime_error("ten");
                                       }),
                         "ten", std::runtime_error);
    CHECK(begun < 1'000'000);
  }
}

TEST_CASE("parts are made by all threads and taken in order") {
  for (const unsigned threads : {1u, 2u, 5u, 16u}) {
    for (const std::size_t count : {0u, 1u, 2u, 500u}) {
      INFO(threads, " threads, ", count, " parts");
      std::vector<std::size_t> places(places_for(threads)), taken;
      std::vector<std::atomic<int>> users(places.size());
      std::atomic<int> takers = 0, faults = 0;
      take_in_order(
          count, threads,
          [&](std::size_t i, std::size_t place, unsigned thread) {
            if (thread >= threads || users[place]++ != 0) ++faults;
            if (i % 7 == 0)
              std::this_thread::sleep_for(std::chrono::microseconds{50});  // so that later ones overtake it
            places[place] = i;
          },
          [&](std::size_t place) {
            if (takers++ != 0) ++faults;
            taken.push_back(places[place]);
            --users[place];
            --takers;
          });
      CHECK(faults == 0);
      REQUIRE(taken.size() == count);
      for (std::size_t i = 0; i < count; ++i) CHECK(taken[i] == i);
    }
  }
}

TEST_CASE("a part that cannot be made or taken ends the others") {
  const auto nothing = [](auto...) {};
  for (const unsigned threads : {1u, 4u}) {
    CHECK_THROWS_AS(take_in_order(
                        1000, threads,
                        [](std::size_t i, std::size_t, unsigned) {
                          if (i == 20) throw std::bad_alloc();
                        },
                        nothing),
                    std::bad_alloc);
    std::size_t taken = 0;
    CHECK_THROWS_AS(take_in_order(1000, threads, nothing,
                                  [&](std::size_t) {
                                    if (++taken == 20) throw std::bad_alloc();
                                  }),
                    std::bad_alloc);
    CHECK(taken == 20);
  }
}

}  // namespace
}  // namespace dgacast
