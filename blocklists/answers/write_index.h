// SPDX-License-Identifier: Apache-2.0
// Makes index files (name_index.h): all names of a plan, in sorted runs that go to disk when memory is short.
#pragma once
#include <cstdint>
#include <string_view>

#include "blocklists/answers/name_index.h"
#include "blocklists/engine/plan.h"
#include "blocklists/io/sink.h"
#include "dga/core/run_context.h"

namespace [[gnu::visibility("default")]] dgacast {

/// What a segment was made of.
struct IndexReport {
  std::uint64_t lists = 0;
  std::uint64_t names = 0;    ///< in all lists, each repeat within a list counted
  std::uint64_t entries = 0;  ///< a name and list each
};

// Of a RunContext, all is used: progress tells the lists that were made; memory bounds the entries (16 octets each)
// that are kept before sorted runs of them go to temporary files. The index is the same whatever it says.

/// Writes an index with one segment. `digest` is that of the catalogue. Throws InputError, Interrupted.
IndexReport write_index(const Plan& plan, std::string_view digest, Output& output, const RunContext& run = {});

/// Writes `index` with one segment more. Lists that it holds already must not be in the plan: see missing_lists().
IndexReport append_index(const NameIndex& index, const Plan& plan, std::string_view digest, Output& output,
                         const RunContext& run = {});

/// Writes the segments of `index` as one: the same answers from fewer places. The digest of the catalogue is the one
/// they have in common, or empty (the index is then known as stale).
IndexReport merge_index(const NameIndex& index, Output& output, const RunContext& run = {});

/// The part of `plan` that `index` does not hold.
Plan missing_lists(const NameIndex& index, const Plan& plan);

}  // namespace dgacast
