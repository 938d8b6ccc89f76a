// SPDX-License-Identifier: Apache-2.0
// What the process that runs a plugin gives up before it runs it. Each function is for a process with one thread, and
// cannot be taken back. What is allowed, and why, stands in worker_sandbox.cpp; what it means for users in
// dga/plugins/open_plugin.h.
#pragma once
#include <cstdint>
#include <string>

namespace dgacast {

/// Closes what was inherited beyond the descriptors of worker_descriptors.h, and has the system kill this process when
/// the other end of the lifeline closes. False when that is not to be had.
bool tie_to_parent() noexcept;

/// Sets the limits: address space, `cpu_seconds`, no core file, no growing of files, few descriptors, no new processes;
/// and gives up gaining rights by programs.
void set_limits(std::uint64_t cpu_seconds) noexcept;

/// The steps of the filter of system calls. Both may be set, the second one last: what either forbids is forbidden.
enum class Filter : std::uint8_t {
  loading,  ///< a native plugin is loaded: files may be opened for reading, and mapped to be executed
  running,  ///< memory, time, and the descriptors that are open
};
/// Sets it. Gives "", or the reason why it cannot be set. A call that is not allowed is told by `forbidden`, which is
/// given its name in a signal handler and does not return.
std::string set_filter(Filter filter, void (*forbidden)(const char* call));

}  // namespace dgacast
