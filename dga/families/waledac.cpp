// SPDX-License-Identifier: Apache-2.0
// Waledac: no algorithm that could be computed; published names only. Facts and sources: dga/catalogue/waledac.json
#include "dga/core/static_list.h"

namespace dgacast {
const Family& waledac() noexcept {
  static constexpr StaticList kFamily{"waledac", Taxonomy::tid};
  return kFamily;
}
}  // namespace dgacast
