// SPDX-License-Identifier: Apache-2.0
#include "blocklists/engine/plan.h"

#include <algorithm>
#include <limits>

namespace dgacast {

std::string_view to_text(SaidBy said_by) noexcept {
  switch (said_by) {
    case SaidBy::computed:
      return "computed";
    case SaidBy::catalogue:
      return "catalogue";
    case SaidBy::imported:
      break;
  }
  return "imported";
}

void Plan::add(const CatalogueEntry& entry, Seed seed, Period horizon) {
  const FamilyFacts& facts = entry.family->facts();
  const auto containing = [&](UtcSeconds instant) { return facts.period.containing(seed, instant); };
  UtcSeconds start = horizon.begin;
  for (std::uint32_t back = 0; back < facts.look_back; ++back) {
    start = containing(start).begin - std::chrono::seconds{1};
  }
  // Every rule but one moves on with its argument; the window of an observation stays where it is.
  std::vector<Period> periods;
  for (UtcSeconds at = start;;) {
    const Period period = containing(at);
    if (period.begin >= horizon.end || period.end <= at) break;
    periods.push_back(period);
    at = period.end;
  }
  const std::size_t in_horizon = periods.size();
  for (std::uint32_t ahead = 0; ahead < facts.look_back; ++ahead) {
    periods.push_back(containing(periods.empty() ? horizon.end : periods.back().end));
  }
  std::vector<PlannedList> lists;
  for (std::size_t i = 0; i < in_horizon; ++i) lists.push_back({periods[i], periods[i + facts.look_back].end});
  const SaidBy said_by = entry.is_users(seed.id()) ? SaidBy::catalogue : SaidBy::computed;
  add(entry, std::move(seed), std::move(lists), said_by);
}

void Plan::add(const CatalogueEntry& entry, Seed seed, std::vector<PlannedList> lists, SaidBy said_by) {
  if (lists.size() > std::numeric_limits<std::uint32_t>::max() - list_count_) {
    throw InputError{{"", "the horizon holds more than 4,294,967,295 lists", "make it shorter"}};
  }
  const std::uint32_t first = list_count_;
  list_count_ += static_cast<std::uint32_t>(lists.size());
  seeds_.push_back({&entry, std::move(seed), first, std::move(lists), said_by});
}

Plan make_plan(std::shared_ptr<const Catalogue> catalogue, const SeedRequest& request, Period horizon,
               const RunContext& run) {
  SeedSelection chosen = select_seeds(*catalogue, request);
  for (const std::string& text : chosen.left_out) run.note(text);
  Plan plan{std::move(catalogue)};
  for (SelectedSeed& one : chosen.seeds) plan.add(*one.entry, std::move(one.seed), horizon);
  return plan;
}

const PlannedSeed& Plan::seed_of(std::uint32_t number) const noexcept {
  // The last seed that begins at or before `number`; seeds without lists share their beginning with the next.
  return *std::prev(std::ranges::upper_bound(seeds_, number, {}, &PlannedSeed::first_list));
}

const PlannedList& Plan::list(std::uint32_t number) const noexcept {
  const PlannedSeed& seed = seed_of(number);
  return seed.lists[number - seed.first_list];
}

}  // namespace dgacast
