// SPDX-License-Identifier: Apache-2.0
// A script that nobody trusts.
#include "dga/plugins/lua_plugin.h"

#include "tests/fuzz/plugin_list.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dgacast;
  try {
    const PluginFamily family{"fuzz.lua", open_lua_plugin("fuzz.lua", {reinterpret_cast<const char*>(data), size})};
    plugin_list(family);
  } catch (const InputError&) {
  }
  return 0;
}
