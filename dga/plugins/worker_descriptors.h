// SPDX-License-Identifier: Apache-2.0
// The descriptors that dgacast-plugin-worker is started with.
#pragma once

namespace dgacast {

inline constexpr int kWorkerSocket = 3;    ///< messages, both ways
inline constexpr int kWorkerMemory = 4;    ///< kChunk bytes, shared
inline constexpr int kWorkerLifeline = 5;  ///< a pipe whose other end closes when who asked ends
inline constexpr int kWorkerDescriptors = 6;

}  // namespace dgacast
