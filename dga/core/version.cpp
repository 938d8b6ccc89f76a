// SPDX-License-Identifier: Apache-2.0
#include "dga/core/version.h"

namespace dgacast {

std::string_view version() noexcept { return DGACAST_VERSION; }

}  // namespace dgacast

const char* dgacast_version() noexcept { return DGACAST_VERSION; }
