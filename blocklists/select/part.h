// SPDX-License-Identifier: Apache-2.0
// What one of several machines makes of a plan, as a file that another one merges: names with their places in the plan,
// sorted, in the blocks of run.h. Who merges has the same plan, for places are numbers in it.
//
// The file: the blocks of one run, its index with a checksum for each, a JSON object (PartFacts, where the index is,
// its SHA-256), the length of the object as eight octets (little-endian), and "dgapart1". Damage on the way is found.
#pragma once
#include <string>
#include <vector>

#include "blocklists/formats/sink.h"
#include "blocklists/select/collect.h"

namespace dgacast {

/// What a part says of itself.
struct PartFacts {
  std::string plan;                    ///< plan_digest() of the whole
  std::vector<std::string> arguments;  ///< of the command that made it: they make the plan again
  std::uint32_t number = 1, count = 1;
  std::array<std::uint64_t, kNameFaults> faults{};
};

/// A digest over all seeds and lists of a plan, in lower-case hex: two plans with one digest number their lists alike.
std::string plan_digest(const Plan& plan);

/// Writes what `names` holds, which has provenance, as a part; facts.faults are those of `names`. Throws what `output`
/// throws, and Interrupted when a stop was requested.
void write_part(const Collection& names, PartFacts facts, Output& output, const std::stop_token& stop);

/// What the part at `path` says of itself. Throws InputError when it is none.
PartFacts read_part(const std::string& path);

/// The parts of `plan` as one collection, to be merged as it is visited. Throws InputError when a part is missing,
/// comes twice or belongs to another plan, and visits do when a block of it is damaged.
Collection open_parts(const Plan& plan, const std::vector<std::string>& paths, const CollectOptions& options);

}  // namespace dgacast
