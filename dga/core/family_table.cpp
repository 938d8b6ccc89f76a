// SPDX-License-Identifier: Apache-2.0
#include "dga/core/family_table.h"

#include <algorithm>
#include <iterator>

namespace dgacast {

#define DGACAST_FAMILY(id) const Family& id() noexcept;
#include "families.inc"
#undef DGACAST_FAMILY

std::span<const Family* const> families() noexcept {
#define DGACAST_FAMILY(id) &id(),
  static const Family* const kFamilies[] = {
#include "families.inc"
  };
#undef DGACAST_FAMILY
  return kFamilies;
}

const Family* find_family(std::string_view id) noexcept {
  const auto all = families();
  const auto found = std::ranges::lower_bound(all, id, {}, [](const Family* family) { return family->facts().id; });
  return found != all.end() && (*found)->facts().id == id ? *found : nullptr;
}

}  // namespace dgacast
