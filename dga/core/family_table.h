// SPDX-License-Identifier: Apache-2.0
// The families that are built in. The one list is dga/families/families.txt; the build makes the table from it.
#pragma once
#include <span>
#include <string_view>

#include "dga/core/family.h"

namespace dgacast {

/// All built-in families, in the order of their ids.
std::span<const Family* const> families() noexcept;
/// The family with this id, or nullptr. Aliases are the catalogue's business.
const Family* find_family(std::string_view id) noexcept;

}  // namespace dgacast
