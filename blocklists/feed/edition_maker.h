// SPDX-License-Identifier: Apache-2.0
// All outputs of an edition.
//
// Outputs that take the same families share one collection of names (to enumerate costs more than to write), and one
// merge of it feeds the lists, records, deltas and reviews of all of them. With collision lists there is one merge
// before it: lists are compared with the candidates, and so these must be known first (lists/collisions.h). A format
// that refuses names below a listed one (RPZ) looks single names up besides.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "blocklists/feed/output_maker.h"
#include "dga/core/run_context.h"

namespace dgacast {

/// What an operator should hear of the making.
struct MakerReport {
  std::vector<std::string> notes;
  std::vector<std::string> guards;  ///< each guard that fired: what, and by how much
};

class EditionMaker {
 public:
  /// All must outlive it.
  EditionMaker(const EditionAtWork& edition, const RunContext& run, MakerReport& report)
      : edition_(edition), run_(run), report_(report) {}

  /// Makes all outputs and gives their entries in the manifest. Cost: the names are enumerated and merged once for each
  /// set of families that outputs take. Memory: what `run` says, about; what formats of documents (MISP) keep, and with
  /// lists 8 octets a name, come on top. Throws InputError, Interrupted.
  nlohmann::ordered_json make() const;

 private:
  using Group = std::vector<std::size_t>;  ///< numbers of outputs that share their names

  std::vector<Group> groups() const;
  const OutputConfig& output(std::size_t number) const { return edition_.config.outputs[number]; }
  Collection collect_names(const Group& group, const Plan& plan) const;
  void read_lists(const Collection& names, Collisions& collisions) const;
  std::vector<MadeOutput> merge(const Group& group, const Collection& names, const Collisions* collisions) const;
  void guard(const OutputConfig& output, const MadeOutput& made) const;

  const EditionAtWork& edition_;
  const RunContext& run_;
  MakerReport& report_;
};

}  // namespace dgacast
