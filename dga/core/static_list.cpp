// SPDX-License-Identifier: Apache-2.0
#include "dga/core/static_list.h"

namespace dgacast {

void StaticList::generate(const Seed& seed, const Period&, DomainList& out) const {
  for (const std::string_view name : seed.words("names").words()) out.add(name);
}

}  // namespace dgacast
