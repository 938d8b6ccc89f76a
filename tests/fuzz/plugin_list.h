// SPDX-License-Identifier: Apache-2.0
// What every plugin is asked for, whatever its border.
#pragma once
#include <cstdlib>

#include "dga/core/catalogue.h"
#include "dga/plugins/plugin.h"
#include "dga/plugins/plugin_family.h"

namespace dgacast {

/// Makes the list of one instant, and aborts when what the border let in is against its rules. Throws InputError.
inline DomainList plugin_list(const PluginFamily& family) {
  SeedBuilder builder{family.facts().id, "seed", family.facts().parameters};
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
    if (names[i].empty() || names[i].size() > DGACAST_LONGEST_NAME || names[i].back() == '.') std::abort();
  }
  return names;
}

}  // namespace dgacast
