// SPDX-License-Identifier: Apache-2.0
// Is a published edition what its publisher made, and the one that a reader expects?
#pragma once
#include <stop_token>
#include <string>
#include <vector>

#include "blocklists/sign/expected_edition.h"
#include "blocklists/sign/foreign_folder.h"
#include "blocklists/sign/trust.h"

namespace [[gnu::visibility("default")]] dgacast {

/// The folder of an issue: `path` itself when it has a manifest, or else `path`/current. Throws InputError when there
/// is none.
std::string issue_folder(const std::string& path);

/// The paths of all files below `folder`, sorted; links are in it and not followed. Throws InputError, also for more
/// than kMaxFiles and a few.
std::vector<std::string> files_below(const std::string& folder);

/// What is wrong with the edition in `folder`, a line each; empty when it is sound. Nothing is believed before what
/// vouches for it was checked: first the signatures, if `trust` asks for any; then SHA256SUMS; by it the manifest; by
/// that the expectations and the sizes of the files, which are read last. What fails ends it there. Files are read as
/// ForeignFolder reads them, so it ends, and with bounded memory, whatever the folder holds. Throws InputError for
/// faults of `trust`; Interrupted.
std::vector<std::string> edition_faults(const ForeignFolder& folder, const Trust& trust,
                                        const ExpectedEdition& expected, const std::stop_token& stop);

/// The same of an edition of our own: changed, missing and added files, a manifest that does not agree. Neither
/// signature nor expectations are looked at.
std::vector<std::string> issue_faults(const std::string& folder);

}  // namespace dgacast
