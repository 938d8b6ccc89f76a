// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/feed_plan.h"

#include <algorithm>

#include "dga/core/seed_selection.h"

namespace dgacast {
namespace {

using std::chrono::days;

constexpr std::chrono::seconds kFixed = days{28};  // a month's list is fixed, a week's is not

bool fits_any(const Catalogue& catalogue, const std::vector<PatternAt>& patterns, const CatalogueEntry& entry,
              std::string_view seed_id) {
  return std::ranges::any_of(patterns,
                             [&](const PatternAt& one) { return fits_seed(catalogue, one.pattern, entry, seed_id); });
}

void require(bool fits, const std::string& pattern, const std::string& where) {
  if (!fits)
    throw InputError{{where, quote(pattern) + " fits no family or seed of this feed",
                      "mend the pattern, or take it out: it would do nothing"}};
}

}  // namespace

FeedPlan::FeedPlan(const FeedConfig& config, const Catalogue& catalogue, const Imports& imports, UtcSeconds date,
                   std::vector<std::string>& notes)
    : config_(config), catalogue_(catalogue) {
  SeedRequest request;
  for (const PatternAt& one : config.families) request.families.push_back({one.pattern, one.where});
  SeedSelection selection = select_seeds(catalogue, request);
  std::set<const Seed*> chosen;
  for (const SelectedSeed& seed : selection.seeds) {
    if (!fits_any(catalogue, config.exclude, *seed.entry, seed.base->id())) chosen.insert(seed.base);
  }
  std::ranges::sort(selection.left_out);
  notes.insert(notes.end(), selection.left_out.begin(), selection.left_out.end());
  for (const CatalogueEntry& entry : catalogue.entries()) {
    for (const Seed& seed : entry.seeds) {
      if (!chosen.contains(&seed)) continue;
      families_.insert(entry.id);
      plan_.add(entry, seed, around(date, horizon_of(entry, seed)));
    }
  }
  imports.add_to(plan_, around(date, config.horizon));
  check_patterns(catalogue, notes);
}

Plan FeedPlan::part(const OutputConfig& output) const {
  Plan plan;
  for (const PlannedSeed& planned : plan_.seeds()) {
    const std::string& seed = planned.seed.id();
    if (!fits_any(catalogue_, output.families, *planned.entry, seed) ||
        fits_any(catalogue_, output.exclude, *planned.entry, seed))
      continue;
    std::vector<PlannedList> lists;
    for (const PlannedList& list : planned.lists) {
      const bool fixed = list.period.end - list.period.begin >= kFixed;
      if (output.stability == Stability::all || fixed == (output.stability == Stability::fixed)) lists.push_back(list);
    }
    if (!lists.empty()) plan.add(*planned.entry, planned.seed, std::move(lists), planned.said_by);
  }
  return plan;
}

std::vector<FamilyPolicy> FeedPlan::policies(const OutputConfig& output) const {
  std::vector<FamilyPolicy> result;
  for (auto action = output.actions.rbegin(); action != output.actions.rend(); ++action) {
    FamilyPolicy policy{{}, action->policy};
    for (const PlannedSeed& planned : plan_.seeds()) {
      if (planned.said_by == SaidBy::imported) continue;  // a list that claims a family does not get its action
      if (fits_family(catalogue_, action->pattern, *planned.entry)) policy.families.push_back(planned.entry->id);
    }
    result.push_back(std::move(policy));
  }
  return result;
}

Period FeedPlan::around(UtcSeconds date, const Horizon& horizon) {
  return {date - horizon.past, date + horizon.future + days{1}};
}

Horizon FeedPlan::horizon_of(const CatalogueEntry& entry, const Seed& seed) const {
  Horizon horizon = config_.horizon;
  for (const HorizonOf& own : config_.horizons) {
    if (fits_seed(catalogue_, own.pattern, entry, seed.id())) horizon = own.horizon;
  }
  return horizon;
}

bool FeedPlan::in_plan(const std::string& pattern) const {
  return std::ranges::any_of(plan_.seeds(), [&](const PlannedSeed& planned) {
    return fits_seed(catalogue_, pattern, *planned.entry, planned.seed.id());
  });
}
bool FeedPlan::is_computed(const std::string& pattern) const {
  return std::ranges::any_of(plan_.seeds(), [&](const PlannedSeed& planned) {
    return planned.said_by != SaidBy::imported && fits_seed(catalogue_, pattern, *planned.entry, planned.seed.id());
  });
}
/// A misspelt pattern must not pass for one that found nothing.
void FeedPlan::check_patterns(const Catalogue& catalogue, std::vector<std::string>& notes) const {
  for (const PatternAt& one : config_.exclude) {
    const bool known = std::ranges::any_of(catalogue.entries(), [&](const CatalogueEntry& entry) {
      return fits_family(catalogue, one.pattern, entry) &&
             (one.pattern.find('/') == std::string::npos || std::ranges::any_of(entry.seeds, [&](const Seed& seed) {
                return fits_seed(catalogue, one.pattern, entry, seed.id());
              }));
    });
    require(known, one.pattern, one.where);
  }
  for (const HorizonOf& own : config_.horizons) require(in_plan(own.pattern), own.pattern, own.where);
  for (const OutputConfig& output : config_.outputs) {
    for (const PatternAt& one : output.families) require(in_plan(one.pattern), one.pattern, one.where);
    for (const PatternAt& one : output.exclude) require(in_plan(one.pattern), one.pattern, one.where);
    for (const ActionOf& one : output.actions) {
      require(in_plan(one.pattern), one.pattern, one.where);
      if (!is_computed(one.pattern))
        notes.push_back("output " + output.name + ": the action of " + quote(one.pattern) +
                        " is not used: only imported lists claim such names, and these take the action of the output");
    }
  }
}

}  // namespace dgacast
