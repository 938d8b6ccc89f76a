// SPDX-License-Identifier: Apache-2.0
// Which seeds and imports a feed takes, and with which horizon.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "blocklists/engine/plan.h"
#include "blocklists/feed/feed_config.h"
#include "blocklists/formats/format.h"
#include "blocklists/lists/import.h"

namespace dgacast {

class FeedPlan {
 public:
  /// Tells in `notes` what was left out. `config` and `catalogue` must outlive it. Throws InputError for a pattern that
  /// fits nothing.
  FeedPlan(const FeedConfig& config, const Catalogue& catalogue, const Imports& imports, UtcSeconds date,
           std::vector<std::string>& notes);

  /// Built in or added, not imported.
  const std::set<std::string>& families() const noexcept { return families_; }
  /// The part that an output takes.
  Plan part(const OutputConfig& output) const;
  /// The policies of families, the deciding one first.
  std::vector<FamilyPolicy> policies(const OutputConfig& output) const;
  /// The whole days of a horizon around midnight of `date`.
  static Period around(UtcSeconds date, const Horizon& horizon);

 private:
  Horizon horizon_of(const CatalogueEntry& entry, const Seed& seed) const;
  bool in_plan(const std::string& pattern) const;
  /// The same without imported lists, which take no action of a family.
  bool is_computed(const std::string& pattern) const;
  void check_patterns(const Catalogue& catalogue, std::vector<std::string>& notes) const;

  const FeedConfig& config_;
  const Catalogue& catalogue_;
  Plan plan_;
  std::set<std::string> families_;
};

}  // namespace dgacast
