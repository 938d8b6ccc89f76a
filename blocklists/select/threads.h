// SPDX-License-Identifier: Apache-2.0
// How many threads there are to be had, before a library that cannot bear a refusal is asked to start them.
#pragma once
#include <cstdint>

namespace dgacast {

/// The number of threads to work with, the calling one included: `wanted`, or as many as the machine has for 0. Fewer,
/// and at least 1, where the system refuses to start so many (RLIMIT_NPROC, TasksMax=, no room for their stacks): TBB
/// throws then, in threads where nobody can catch it. Tells by starting them all at once for a moment: some 20
/// microseconds each. When there are too few, half of them are used, so that something is left for others and for
/// memory. Threads: any.
int threads_to_be_had(std::uint32_t wanted);

}  // namespace dgacast
