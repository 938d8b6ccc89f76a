// SPDX-License-Identifier: Apache-2.0
// A plugin that is a shared library with the C interface of dga/core/plugin.h.
#pragma once
#include <memory>
#include <string>

#include "dga/core/plugin.h"
#include "dga/core/plugin_family.h"

namespace dgacast {

/// The three functions of the C interface, none of them null.
struct NativeFunctions {
  decltype(&dgacast_plugin_describe) describe = nullptr;
  decltype(&dgacast_plugin_period) period = nullptr;
  decltype(&dgacast_plugin_generate) generate = nullptr;
};

/// A plugin of functions that this program holds already; `path` is its name in messages. Throws InputError when what
/// `describe` gives cannot be read: another version of the interface, an unknown type.
std::unique_ptr<const PluginCode> native_plugin(const std::string& path, const NativeFunctions& functions);

/// Loads the library at `path` for as long as the object lives. It is loaded and described in a child process first, so
/// that a crash or a hang there is told and does not end the program. Throws InputError: not loadable, a function
/// missing, another version of the interface, a crash, no end within 10 seconds.
std::unique_ptr<const PluginCode> open_native_plugin(const std::string& path);

}  // namespace dgacast
