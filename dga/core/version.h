// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

namespace dgacast {

/// The version of the library, "0.1.0": the same as the program's. Lists and indexes name it.
std::string_view version() noexcept;

}  // namespace dgacast
