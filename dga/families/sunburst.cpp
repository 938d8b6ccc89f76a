// SPDX-License-Identifier: Apache-2.0
// SUNBURST: names that carry a victim's data, below one known zone. Facts and sources: dga/catalogue/sunburst.json
#include "dga/core/static_list.h"

namespace dgacast {
const Family& sunburst() noexcept {
  static constexpr StaticList kFamily{"sunburst", Taxonomy::tin};
  return kFamily;
}
}  // namespace dgacast
