// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

namespace [[gnu::visibility("default")]] dgacast {

/// The version of the library, "0.1.0": the same as the program's. Lists and indexes name it.
std::string_view version() noexcept;

}  // namespace dgacast

/// The same for programs in C, and for those that load the library: a constant, ended by a NUL.
extern "C" [[gnu::visibility("default")]] const char* dgacast_version() noexcept;
