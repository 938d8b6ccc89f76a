// SPDX-License-Identifier: Apache-2.0
// Seed recovery: runs a family's search and proves what it finds.
#pragma once
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "dga/core/catalogue.h"

namespace [[gnu::visibility("default")]] dgacast {

struct RecoverOptions {
  std::size_t at_least = 0;  ///< names that a seed must make; 0: all
  Period range{};            ///< when bots may have asked for them
  unsigned threads = 0;      ///< 0: as many as the machine has
  std::stop_token stop = {};
  std::function<void(double)> progress{};  ///< the part of one search that is done
};

/// A seed that makes the names, proved by its lists.
struct RecoveredSeed {
  Seed seed;
  bool known;              ///< it stands in the catalogue
  std::size_t names;       ///< how many of those that were seen it makes
  UtcSeconds valid_from;   ///< of the first list that holds one of them
  UtcSeconds valid_until;  ///< of the last one
};

/// False for families whose lists differ by time alone: the one parameter that they may have is how many names are
/// made.
bool has_seed(const FamilyFacts& facts);

/// The seeds of `entry` that make at least options.at_least of `names`. Known seeds come first; when one of them makes
/// all, there is no search. `bases` are the seeds whose parameters the search keeps (the known ones, or those that the
/// user set), not empty where there is a searcher; values that a base has for the searched parameters do not matter.
/// Without has_seed(), the bases are what is known. Throws InputError when there are seeds that cannot be searched, and
/// Interrupted.
std::vector<RecoveredSeed> recover(const CatalogueEntry& entry, const std::vector<Seed>& bases,
                                   const std::vector<std::string>& names, const RecoverOptions& options);

}  // namespace dgacast
