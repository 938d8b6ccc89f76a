// SPDX-License-Identifier: Apache-2.0
// The catalogue of a command that takes --plugin.
#pragma once
#include <stop_token>
#include <string>
#include <vector>

#include "dga/core/catalogue.h"

namespace dgacast {

/// load_catalogue() of tools/cli/command.h, whose plugins are ended when a stop is requested, during this call and
/// later, as long as the catalogue lives: what calls them then throws Interrupted.
Catalogue load_catalogue(const std::vector<std::string>& paths, const std::vector<std::string>& plugins,
                         std::stop_token stop);

}  // namespace dgacast
