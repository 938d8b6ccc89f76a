// SPDX-License-Identifier: Apache-2.0
// A name of a list, and where it comes from: what formats, judges and writers need of the engine.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "blocklists/engine/plan.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Where a name comes from: the seed, the time in which bots try it, its place in the bot's order, and who says so.
struct Attribution {
  const CatalogueEntry* entry;
  const Seed* seed;
  UtcSeconds valid_from;   ///< of the first list of an unbroken row of lists that hold the name
  UtcSeconds valid_until;  ///< half-open; of the last list of that row
  std::uint32_t index;     ///< place in the first list, from 0: with valid_from it proves the name
  SaidBy said_by = SaidBy::computed;
};

struct Assessment;

/// The first of `sources`, which are ordered by who says them, up to those that `least` says, inclusive.
inline std::span<const Attribution> said_by_up_to(std::span<const Attribution> sources, SaidBy least) noexcept {
  std::size_t count = sources.size();
  while (count > 0 && sources[count - 1].said_by > least) --count;
  return sources.first(count);
}

/// One name of the result. `domain` and `sources` are good during the visit only. `sources` is empty without
/// provenance, otherwise ordered by who says so, the most trusted first, then by valid_from, then by the plan's order
/// of seeds. The order is what keeps a claim from becoming a fact: whoever needs one source takes the first, and
/// whoever joins several, or writes a row for each, asks one of the two functions.
struct Entry {
  std::string_view domain;
  std::span<const Attribution> sources;
  const Assessment* assessment = nullptr;  ///< set by a Screen (judge/screen.h), good as long as its block

  /// The sources that are trusted most: what they say counts for action, confidence and validity, the others not.
  std::span<const Attribution> deciding() const noexcept {
    return sources.empty() ? sources : said_by_up_to(sources, sources.front().said_by);
  }
  /// The sources for which formats write rows that do not tell who says so: those that an algorithm made, or else what
  /// imports claim. An import of a name that we compute anyway gives it no further family and no other dates.
  std::span<const Attribution> told() const noexcept {
    const auto made = said_by_up_to(sources, SaidBy::catalogue);
    return made.empty() ? sources : made;
  }
};

}  // namespace dgacast
