// SPDX-License-Identifier: Apache-2.0
// Rustock: no algorithm that could be computed; published names only. Facts and sources: dga/catalogue/rustock.json
#include "dga/core/static_list.h"

namespace dgacast {
const Family& rustock() noexcept {
  static constexpr StaticList kFamily{"rustock", Taxonomy::tdn};
  return kFamily;
}
}  // namespace dgacast
