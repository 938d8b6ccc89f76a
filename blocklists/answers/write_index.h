// SPDX-License-Identifier: Apache-2.0
// Makes index files (name_index.h): all names of a plan, in sorted runs that go to disk when memory is short.
#pragma once
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>

#include "blocklists/answers/name_index.h"
#include "blocklists/engine/plan.h"
#include "blocklists/io/sink.h"

namespace [[gnu::visibility("default")]] dgacast {

struct IndexOptions {
  unsigned threads = 0;                           ///< 0: as many as the machine has
  std::stop_token stop = {};                      ///< looked at between lists and blocks
  std::uint64_t memory = std::uint64_t{1} << 30;  ///< octets of entries (16 each) before runs go to disk
  std::string scratch = "/tmp";                   ///< folder for these; its files have no name
};

/// What a segment was made of.
struct IndexReport {
  std::uint64_t lists = 0;
  std::uint64_t names = 0;    ///< in all lists, each repeat within a list counted
  std::uint64_t entries = 0;  ///< a name and list each
};

/// Writes an index with one segment. `digest` is that of the catalogue. Throws InputError, Interrupted.
IndexReport write_index(const Plan& plan, std::string_view digest, const IndexOptions& options, Output& output);

/// Writes `index` with one segment more. Lists that it holds already must not be in the plan: see missing_lists().
IndexReport append_index(const NameIndex& index, const Plan& plan, std::string_view digest, const IndexOptions& options,
                         Output& output);

/// Writes the segments of `index` as one: the same answers from fewer places. The digest of the catalogue is the one
/// they have in common, or empty (the index is then known as stale).
IndexReport merge_index(const NameIndex& index, const IndexOptions& options, Output& output);

/// The part of `plan` that `index` does not hold.
Plan missing_lists(const NameIndex& index, const Plan& plan);

}  // namespace dgacast
