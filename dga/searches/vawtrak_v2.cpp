// SPDX-License-Identifier: Apache-2.0
// The search for seeds of Vawtrak's second DGA.
#include "dga/searches/vawtrak_search.h"

namespace dgacast {

const SeedSearcher& vawtrak_v2_search() noexcept {
  static constexpr VawtrakSearch kSearch;
  return kSearch;
}
}  // namespace dgacast
