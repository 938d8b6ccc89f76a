// SPDX-License-Identifier: Apache-2.0
// Matsnu: no algorithm that could be computed; no names. Facts and sources: dga/catalogue/matsnu.json
#include "dga/core/static_list.h"

namespace dgacast {
const Family& matsnu() noexcept {
  static constexpr StaticList kFamily{"matsnu", Taxonomy::tdd};
  return kFamily;
}
}  // namespace dgacast
