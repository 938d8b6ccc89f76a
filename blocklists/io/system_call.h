// SPDX-License-Identifier: Apache-2.0
// System calls that a signal, or a network file system, may interrupt.
#pragma once
#include <cerrno>

namespace dgacast {

/// Calls `call` (which gives a negative number and sets errno where it fails) again while it ends with EINTR; at most
/// 100 times, so that a file system that only ever answers EINTR is an error and not a hang. Gives what it gave last.
template <typename Call>
auto uninterrupted(const Call& call) {
  auto result = call();
  for (int tries = 0; result < 0 && errno == EINTR && tries < 100; ++tries) result = call();
  return result;
}

}  // namespace dgacast
