// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/recover.h"

#include <algorithm>
#include <set>

#include "blocklists/engine/enumerate.h"
#include "blocklists/engine/plan.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

/// Makes the lists of a seed that are in use in the range, and tells what they prove.
RecoveredSeed proved(const CatalogueEntry& entry, const Seed& seed, bool known, const std::set<std::string_view>& names,
                     const Period& range) {
  Plan plan;
  plan.add(entry, seed, range);
  const std::vector<PlannedList>& lists = plan.seeds().front().lists;
  std::vector<Period> periods;
  for (const PlannedList& list : lists) periods.push_back(list.period);
  const Proof proof = prove(*entry.family, seed, periods, names);
  RecoveredSeed result{seed, known, proof.names, UtcSeconds::max(), UtcSeconds::min()};
  for (const std::size_t list : proof.lists) {
    result.valid_from = std::min(result.valid_from, lists[list].period.begin);
    result.valid_until = std::max(result.valid_until, lists[list].valid_until);
  }
  return result;
}

}  // namespace

bool has_seed(const FamilyFacts& facts) {
  return std::ranges::any_of(facts.parameters, [](const ParameterSpec& spec) { return spec.name != "count"; });
}

std::vector<RecoveredSeed> recover(const CatalogueEntry& entry, const std::vector<Seed>& bases,
                                   const std::vector<std::string>& names, const RecoverOptions& options) {
  const std::size_t at_least = options.at_least == 0 ? names.size() : options.at_least;
  const std::set<std::string_view> seen(names.begin(), names.end());
  std::vector<RecoveredSeed> results;
  bool whole = false;
  const bool seeded = has_seed(entry.family->facts());
  const auto prove_known = [&](const Seed& seed) {
    if (missing_observation(seed, entry.family->facts().parameters)) return;
    RecoveredSeed result = proved(entry, seed, true, seen, options.range);
    if (result.names < at_least) return;
    whole = whole || result.names == names.size();
    results.push_back(std::move(result));
  };
  if (seeded) {
    std::ranges::for_each(entry.seeds, prove_known);
  } else {
    std::ranges::for_each(bases, prove_known);
  }
  const SeedSearcher* const searcher = find_searcher(entry.id);
  if (whole || !seeded || (searcher == nullptr && !results.empty())) return results;
  if (searcher == nullptr) {
    throw InputError{{"", "no known seed of '" + entry.id + "' makes these names, and its seeds cannot be searched",
                      "give a family whose seeds can: 'dgacast recover --help' lists them"}};
  }

  SeedSearch search;
  search.names.assign(names.begin(), names.end());
  search.at_least = at_least;
  search.range = options.range;
  for (const Seed& base : bases) search.bases.push_back(&base);
  search.threads = options.threads;
  search.stop = options.stop;
  search.progress = options.progress;
  const auto found = searcher->search(search);
  if (options.stop.stop_requested()) throw Interrupted{};
  std::set<FoundSeed> tried;
  for (const FoundSeed& values : found) {
    if (!tried.insert(values).second) continue;
    if (options.stop.stop_requested()) throw Interrupted{};
    for (const Seed& base : bases) {
      const Seed seed = seed_with(*entry.family, base, values, "recovered-" + std::to_string(results.size() + 1));
      RecoveredSeed result = proved(entry, seed, false, seen, options.range);
      if (result.names < at_least) continue;
      results.push_back(std::move(result));
      break;  // other bases would make the same names, or fewer
    }
  }
  return results;
}

}  // namespace dgacast
