// SPDX-License-Identifier: Apache-2.0
// What is to be enumerated: which lists of which seeds fall into a horizon.
#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

#include "dga/core/run_context.h"
#include "dga/core/seed_selection.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Who says that bots use a name, the most trusted first. A claim is not a fact: what is decided of a name (confidence,
/// action, validity) is decided by those who are trusted most among its sources alone; see Entry::deciding().
enum class SaidBy : std::uint8_t {
  computed,   ///< an algorithm, built in or a plugin, from a seed of the catalogue or of the plugin's own entry
  catalogue,  ///< the same, from a seed of a catalogue file of the user
  imported    ///< a list that somebody else made: nothing proves the name, or the family that the list claims
};
/// "computed", "catalogue", "imported".
std::string_view to_text(SaidBy said_by) noexcept;

/// One list of one seed: its period, and how long bots use it (longer than the period where they look back).
struct PlannedList {
  Period period;
  UtcSeconds valid_until;
};

/// One seed with its lists in the order of time.
struct PlannedSeed {
  const CatalogueEntry* entry;
  Seed seed;
  std::uint32_t first_list = 0;  ///< number of lists[0] in the whole plan
  std::vector<PlannedList> lists;
  SaidBy said_by = SaidBy::computed;
};

/// All lists that bots use at some moment of a horizon, numbered 0 .. list_count() - 1.
/// Copies are equal and independent. Constant member functions may be called by any number of threads.
class Plan {
 public:
  /// Entries that are added must outlive the plan.
  Plan() = default;
  /// Keeps `catalogue` alive, whose entries are added. Others must outlive the plan.
  explicit Plan(std::shared_ptr<const Catalogue> catalogue) : catalogue_(std::move(catalogue)) {}

  /// Adds the lists of `seed` that are in use at some moment of `horizon` (half-open). Seeds keep the order in which
  /// they are added. Needs a generatable entry, and a seed that has its observation. Who says it: the entry tells
  /// whether a user's file gave the seed. Throws InputError past 2^32 lists.
  void add(const CatalogueEntry& entry, Seed seed, Period horizon);

  /// Adds the lists of `seed` as they are given, in the order of time. Throws InputError past 2^32 lists.
  void add(const CatalogueEntry& entry, Seed seed, std::vector<PlannedList> lists, SaidBy said_by = SaidBy::computed);

  const std::deque<PlannedSeed>& seeds() const noexcept { return seeds_; }
  std::uint32_t list_count() const noexcept { return list_count_; }
  /// The seed that list `number` < list_count() belongs to.
  const PlannedSeed& seed_of(std::uint32_t number) const noexcept;
  const PlannedList& list(std::uint32_t number) const noexcept;

 private:
  std::deque<PlannedSeed> seeds_;
  std::uint32_t list_count_ = 0;
  std::shared_ptr<const Catalogue> catalogue_;
};

/// The lists in `horizon` of the seeds that `request` names, in its order. Keeps the catalogue alive. Tells run.log
/// what of several families is left out, and why. Throws what select_seeds() throws. Cost: about a microsecond a list.
Plan make_plan(std::shared_ptr<const Catalogue> catalogue, const SeedRequest& request, Period horizon,
               const RunContext& run = {});

}  // namespace dgacast
