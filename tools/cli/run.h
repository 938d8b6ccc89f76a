// SPDX-License-Identifier: Apache-2.0
// What a call of the library may take and how it is watched, as this program's command line, environment and process
// have it.
#pragma once
#include <cstdint>
#include <string>

#include "dga/core/run_context.h"
#include "tools/cli/command.h"

namespace dgacast {

/// The folder of temporary files: `folder`, or that of $TMPDIR, or "" (the library's own default, /tmp).
std::string temporary_folder(const std::string& folder);

/// What is left of `bytes`, which the whole process may take, beside what it has now; 0 when it has more.
std::uint64_t memory_left(std::uint64_t bytes);

/// For a call now: stopped with the program; notes and warnings go to standard error, unless --quiet; temporary files
/// to `folder` or $TMPDIR. `context` must outlive it.
RunContext run_context(const Context& context, const std::string& folder = {});

}  // namespace dgacast
