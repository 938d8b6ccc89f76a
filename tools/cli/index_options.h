// SPDX-License-Identifier: Apache-2.0
// What the commands that read an index share.
#pragma once
#include <string>

#include "blocklists/answers/name_index.h"
#include "tools/cli/date_options.h"
#include "tools/cli/seed_options.h"

namespace dgacast {

/// Warns when `index` (read from `file`) was built from another catalogue than ours.
void warn_stale(const NameIndex& index, const std::string& file, const Context& context);
/// Throws InputError when a range or seeds stand beside --index.
void check_no_range(const DateOptions& dates, const SeedOptions& seeds);

}  // namespace dgacast
