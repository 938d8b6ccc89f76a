// SPDX-License-Identifier: Apache-2.0
// Why and until when names are listed, or why they are not: all that is known of each, with the day of each fact.
//
//   Plan plan = ...;                       // whose seeds are searched
//   const Explanations found = explain({"0cl643pge57ubgy6.cn"}, {.plan = plan, .range = range, .catalogue = digest,
//                                      .suffixes = suffixes}, run);
//   for (const Explanation& one : found.names) put_json(sink, one, found.basis);
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "blocklists/engine/entry.h"
#include "blocklists/io/sink.h"
#include "blocklists/judge/screen.h"
#include "blocklists/lists/list_files.h"
#include "blocklists/names/hostname.h"
#include "blocklists/names/public_suffix.h"
#include "dga/core/run_context.h"

namespace [[gnu::visibility("default")]] dgacast {

/// What names are explained by. All that it points to must outlive the call, and `plan` the result too.
struct ExplainRequest {
  const Plan& plan;       ///< the seeds that are searched
  Period range;           ///< of the plan: for the texts
  std::string catalogue;  ///< digest of the plan's catalogue: for the texts
  const PublicSuffixes& suffixes;
  ScreenOptions screen = {};   ///< what would be left out of a list
  ListFiles* lists = nullptr;  ///< lists of others, which are read once the names are known; null: none
};

/// What is the same for all names.
struct ExplainBasis {
  Period range;
  std::size_t families = 0, seeds = 0;  ///< that were searched
  std::string catalogue;                ///< digest
  std::string suffix_list, suffix_date;
  std::string root_date, rules_date;  ///< of the facts of TLDs
};

/// What a list of others says of a name.
struct ListEvidence {
  ListKind kind;
  std::string list, date;   ///< date YYYY-MM-DD; empty: not known
  std::uint64_t rank = 0;   ///< 0: none
  UtcSeconds created = {};  ///< of ListKind::created
};

/// One name that was asked for. Holds its own texts; the sources point into the plan.
struct Explanation {
  std::string asked;                  ///< as it was asked for
  std::string domain;                 ///< in canonical form; empty when it has a fault
  NameFault fault = NameFault::none;  ///< why it is not a host name
  std::vector<Attribution> sources;   ///< who makes it in the range, ordered as in Entry
  Outcome outcome = Outcome::kept;    ///< what the screen says of it
  std::string why_not;                ///< why it is not listed, in words; empty: it is

  // What follows is that of a name without a fault.
  std::string suffix, section;  ///< below which it could be given away; by which list that is a suffix
  std::string registrable;      ///< empty: the name is a suffix itself
  std::string tld;
  const TldFact* tld_fact = nullptr;  ///< built in
  TldStatus status = TldStatus::never_delegated;
  Actor actor = Actor::resolver;
  Flags flags;
  double risk = 0;               ///< that it is, or will be, registered by somebody else: 0 to 1
  std::uint32_t confidence = 0;  ///< 100 less the points of each reason
  std::vector<std::pair<Reason, std::uint32_t>> reasons;
  std::vector<ListEvidence> evidence;

  bool listed() const noexcept { return why_not.empty(); }
};

struct Explanations {
  ExplainBasis basis;
  std::vector<Explanation> names;  ///< as they were asked for
};

/// Explains names in any case, with U- or A-labels, defanged or in URLs. Of `run`, all is used as collect() does.
/// Throws InputError when the temporary file cannot be written or a list cannot be read, and Interrupted. Cost: all
/// lists of the plan under the TLDs of the names are made, however few names are asked for.
Explanations explain(std::span<const std::string> names, const ExplainRequest& request, const RunContext& run = {});

/// Writes one JSON object, without a line end: "domain", "listed", the range, "sources" (engine/source_text.h, with
/// "first_seen" of the family), and what was found of the name. "name" is "domain" under its old key, for one release.
void put_json(Sink& out, const Explanation& name, const ExplainBasis& basis);

}  // namespace dgacast
