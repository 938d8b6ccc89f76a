// SPDX-License-Identifier: Apache-2.0
// A script that nobody trusts.
#include "dga/core/lua_plugin.h"

#include "dga/core/catalogue.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dgacast;
  try {
    const PluginFamily family{"fuzz.lua", open_lua_plugin("fuzz.lua", {reinterpret_cast<const char*>(data), size})};
    SeedBuilder builder{"fuzz", "seed", family.facts().parameters};
    for (const ParameterSpec& spec : family.facts().parameters) {
      if (!spec.optional) builder.set_text(spec.name, "1", "fuzz");
    }
    const Seed seed = builder.build("fuzz");
    const UtcSeconds instant = midnight(2026, 11, 24);
    const Period period = family.facts().period.containing(seed, instant);
    if (!period.contains(instant)) std::abort();
    DomainList names;
    family.generate(seed, period, names);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i].empty() || names[i].size() > 253) std::abort();
    }
  } catch (const InputError&) {
  }
  return 0;
}
