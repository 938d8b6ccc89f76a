// SPDX-License-Identifier: Apache-2.0
// Virut: no public algorithm; names that the user holds only. Facts and sources: dga/catalogue/virut.json
#include "dga/core/static_list.h"

namespace dgacast {
const Family& virut() noexcept {
  static constexpr StaticList kFamily{"virut", Taxonomy::tdd};
  return kFamily;
}
}  // namespace dgacast
