// SPDX-License-Identifier: Apache-2.0
// What the commands that read an index share.
#pragma once
#include <memory>
#include <string>

#include "blocklists/answers/name_index.h"
#include "tools/cli/date_options.h"
#include "tools/cli/seed_options.h"

namespace dgacast {

/// The index in `file`, with a warning when it was built from another catalogue than ours. Throws InputError.
NameIndex open_index(const std::string& file, std::shared_ptr<const Catalogue> catalogue, const Context& context);
/// Throws InputError when a range or seeds stand beside --index.
void check_no_range(const DateOptions& dates, const SeedOptions& seeds);

}  // namespace dgacast
