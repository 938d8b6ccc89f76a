// SPDX-License-Identifier: Apache-2.0
// Plugins, in Lua or native, run in processes of their own (dgacast-plugin-worker), one for each thread that asks:
//
//   const auto family = std::make_shared<const PluginFamily>(path, open_plugin(path, script, host));
//   catalogue.add_family(family, path, text_of_json, name_of_json);
//
// What such a process cannot do. A filter of system calls (seccomp) ends it when it tries to open, make, change or list
// a file, to use the network, to start a program, process or thread, to signal or trace another process, or to make
// memory executable. It has no environment, its standard streams are /dev/null, and it inherits no descriptor. Limits:
// 1 GiB of address space, the CPU time of PluginHost::run_limit, no core files, no writing of files. It cannot gain
// rights (no_new_privs), and it is killed when the process that asked ends.
//
// A script is under the whole filter before its first byte is read. The constructors of a native plugin run while it is
// loaded, and there the filter also allows to open files for reading, which loading needs. A library that means harm
// can hold on to that: it can read what its user can read, and hide it in the names that it makes. Nothing else leaves
// the process, and it can change nothing. Load libraries of those whom you trust that far.
//
// All that comes back is checked, whatever happened to the process: see dga/plugins/plugin_exchange.h.
//
// Linux, x86-64 and arm64. Address and thread sanitizers reserve terabytes of addresses: in builds with them the limit
// of address space is left out.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "dga/plugins/plugin_code.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Where and how plugins run.
struct PluginHost {
  /// The program dgacast-plugin-worker. Empty: where `cmake --install` puts it.
  std::string worker;
  /// Called about every 50 ms while a plugin is waited for, by the thread that waits. It may throw, for a stop that was
  /// requested, say: the plugin's process is then ended, and the call throws the same.
  std::function<void()> look;
  /// How long a plugin may take until it answers anything: its description, a period, a list or 256 KiB of one. This is
  /// processor time; waiting counts for a quarter of its length, where that is more.
  std::chrono::seconds call_limit{20};
  /// How long all calls of one plugin may take together, in the same measure, from open_plugin() on, in the sum of all
  /// threads.
  std::chrono::seconds run_limit{3600};
  /// Runs plugins even where system calls cannot be filtered (a container that forbids it). The limits above stay, but
  /// a native plugin then has the rights of the process, and so has whoever finds a fault in Lua.
  bool allow_unfiltered = false;
};

/// Starts a process with the plugin `path` and lets it describe itself. `script` is the source text of a Lua plugin;
/// without it the file is a shared library with the interface of dga/plugins/plugin.h. `path` is its name in messages.
/// Cost: about 3 ms for each thread that uses it. Throws InputError, here and from the object: a worker that cannot be
/// started; what a plugin does wrong, a crash, its exit or a limit, with its file and, for a script, the line; and
/// what PluginHost::look throws. The object may be used by any number of threads; it must not be used after a fork.
std::unique_ptr<const PluginCode> open_plugin(const std::string& path, std::optional<std::string> script,
                                              const PluginHost& host = {});

}  // namespace dgacast
