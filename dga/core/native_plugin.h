// SPDX-License-Identifier: Apache-2.0
// A plugin that is a shared library with the C interface of dga/core/plugin.h.
#pragma once
#include <memory>
#include <string>

#include "dga/core/plugin_family.h"

namespace dgacast {

/// Loads the library at `path` for as long as the object lives. It is loaded and described in a child process first, so
/// that a crash or a hang there is told and does not end the program. Throws InputError: not loadable, a function
/// missing, another version of the interface, a crash, no end within 10 seconds.
std::unique_ptr<const PluginCode> open_native_plugin(const std::string& path);

}  // namespace dgacast
