// SPDX-License-Identifier: Apache-2.0
// The search for seeds of Vawtrak's third DGA.
#include "dga/searches/vawtrak_search.h"

namespace dgacast {

const SeedSearcher& vawtrak_v3_search() noexcept {
  static constexpr VawtrakSearch kSearch;
  return kSearch;
}
}  // namespace dgacast
