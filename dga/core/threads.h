// SPDX-License-Identifier: Apache-2.0
// Work for several threads. A system that refuses to start a thread (RLIMIT_NPROC, TasksMax=, no room for its stack)
// makes the work slower, never wrong: oneTBB, whose algorithms do the same, ends the process then.
#pragma once
#include <cstddef>
#include <functional>

namespace [[gnu::visibility("default")]] dgacast {

/// The number of threads to work with, the calling one included: `wanted`, or as many as the machine has for 0. Fewer,
/// and at least 1, where the system refuses to start so many. Tells by starting them all at once for a moment: some 20
/// microseconds each. When there are too few, half of them are used, so that something is left for others and for
/// memory. Threads: any.
unsigned threads_to_be_had(unsigned wanted);

/// Calls work(thread) with 0 in the calling thread and 1, 2, ... below `threads` in others, or in fewer where the
/// system refuses to start so many; returns when all have ended. Throws what the first of them threw. Cost: some 20
/// microseconds a thread. Threads: any; a call has threads of its own.
void on_threads(unsigned threads, const std::function<void(unsigned thread)>& work);

/// Calls work(i, thread) for each i below `count`, in an order near to rising, by on_threads(). No more are begun
/// when one threw.
void for_each_part(std::size_t count, unsigned threads,
                   const std::function<void(std::size_t i, unsigned thread)>& work);

/// So many places for parts take_in_order() needs with so many threads: one more than work at the same time, so that
/// none waits for the part that is taken.
constexpr std::size_t places_for(unsigned threads) { return std::size_t{threads} + 1; }

/// Makes parts side by side and takes them in order: make(i, place, thread) for each i below `count`, by any thread,
/// then take(place), for i = 0, 1, ..., by one thread at a time. A place is below places_for(threads) and belongs to
/// one part from its make() to the end of its take(). Throws what a call threw; none is begun after it.
void take_in_order(std::size_t count, unsigned threads,
                   const std::function<void(std::size_t i, std::size_t place, unsigned thread)>& make,
                   const std::function<void(std::size_t place)>& take);

}  // namespace dgacast
