// SPDX-License-Identifier: Apache-2.0
// A plugin that is a shared library with the C interface of dga/plugins/plugin.h, in this process.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "dga/plugins/plugin.h"
#include "dga/plugins/plugin_code.h"

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

/// Loads the library at `path` into this process for as long as the object lives, calls `loaded`, then describes it.
/// Throws InputError: not loadable, a function missing, another version of the interface; and what `loaded` throws.
std::unique_ptr<const PluginCode> open_native_plugin(const std::string& path, const std::function<void()>& loaded);

}  // namespace dgacast
