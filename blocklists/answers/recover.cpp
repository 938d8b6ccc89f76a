// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/recover.h"

#include <algorithm>
#include <set>

#include "blocklists/engine/enumerate.h"
#include "blocklists/engine/plan.h"
#include "dga/core/seed_search.h"

namespace dgacast {
namespace {

/// Makes the lists of one candidate after the other and counts.
class Prover {
 public:
  Prover(const CatalogueEntry& entry, const std::vector<std::string>& names, const Period& range)
      : entry_(entry), names_(names.begin(), names.end()), range_(range) {}

  RecoveredSeed prove(const Seed& seed, bool known) {
    Plan plan;
    plan.add(entry_, seed, range_);
    RecoveredSeed result{seed, known, 0, UtcSeconds::max(), UtcSeconds::min()};
    made_.clear();
    for (const PlannedList& list : plan.seeds().front().lists) {
      list_.clear();
      entry_.family->generate(seed, list.period, list_);
      for (std::size_t i = 0; i < list_.size(); ++i) {
        const auto found = names_.find(list_[i]);
        if (found == names_.end()) continue;
        made_.insert(*found);
        result.valid_from = std::min(result.valid_from, list.period.begin);
        result.valid_until = std::max(result.valid_until, list.valid_until);
      }
    }
    result.names = made_.size();
    return result;
  }

 private:
  const CatalogueEntry& entry_;
  std::set<std::string_view> names_, made_;
  Period range_;
  DomainList list_;
};

}  // namespace

bool has_seed(const FamilyFacts& facts) {
  return std::ranges::any_of(facts.parameters, [](const ParameterSpec& spec) { return spec.name != "count"; });
}

std::vector<RecoveredSeed> recover(const CatalogueEntry& entry, const std::vector<Seed>& bases,
                                   const std::vector<std::string>& names, const RecoverOptions& options) {
  const std::size_t at_least = options.at_least == 0 ? names.size() : options.at_least;
  Prover prover{entry, names, options.range};
  std::vector<RecoveredSeed> results;
  bool whole = false;
  const bool seeded = has_seed(entry.family->facts());
  const auto prove_known = [&](const Seed& seed) {
    if (missing_observation(seed, entry.family->facts().parameters)) return;
    RecoveredSeed result = prover.prove(seed, true);
    if (result.names < at_least) return;
    whole = whole || result.names == names.size();
    results.push_back(std::move(result));
  };
  if (seeded) {
    std::ranges::for_each(entry.seeds, prove_known);
  } else {
    std::ranges::for_each(bases, prove_known);
  }
  const SeedSearcher* const searcher = entry.family->searcher();
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
      SeedBuilder builder{entry.id, base, "recovered-" + std::to_string(results.size() + 1)};
      for (const auto& [parameter, value] : values) builder.set_text(parameter, value, "");
      const Seed seed = builder.build("");
      entry.family->check(seed, "");
      RecoveredSeed result = prover.prove(seed, false);
      if (result.names < at_least) continue;
      results.push_back(std::move(result));
      break;  // other bases would make the same names, or fewer
    }
  }
  return results;
}

}  // namespace dgacast
