// SPDX-License-Identifier: Apache-2.0
// For the few families that gain by making several lists together. All others have Family::generate() alone.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "dga/core/family.h"

namespace [[gnu::visibility("default")]] dgacast {

/// A list that is asked for together with others.
struct ListOrder {
  const Seed* seed;
  Period period;
  DomainList* out;
};

/// Makes lists side by side: where every name comes from the one before it, only whole lists can fill the lanes of
/// vectors; and a plugin answers for several at once.
class ListBatcher {
 public:
  /// How many lists are best given at once.
  virtual std::size_t lists_at_once() const noexcept = 0;
  /// Makes the first of `lists`, one or more of them, of whatever seeds and periods, as generate() makes each, and
  /// gives how many: all, but for plugins. Needs at least one, for each what generate() needs, and lists whose `out` is
  /// nobody else's. Throws what generate() throws.
  virtual std::size_t generate_some(std::span<const ListOrder> lists) const = 0;

 protected:
  ~ListBatcher() = default;  // never owned through the base
};

/// Makes all `lists`: together where the family can, else one by one.
void generate_all(const Family& family, std::span<const ListOrder> lists);

/// Where a list stands in a row of names: from `begin` to `end` (half-open).
struct Stretch {
  std::uint32_t begin;
  std::uint32_t end;
};

/// Makes a row of names of which lists are parts: for families whose lists begin with the end of the list before.
class RowMaker {
 public:
  /// Appends the names of `seed` in `periods`, each of which begins where the one before it ends, to the empty `row`,
  /// but each name that a list has from the one before it only once, and to `lists` where each stands there. The names
  /// from `begin` to `end` are those of generate(), in that order; neither goes back from list to list. Throws what
  /// generate() throws.
  virtual void generate_row(const Seed& seed, std::span<const Period> periods, DomainList& row,
                            std::vector<Stretch>& lists) const = 0;

 protected:
  ~RowMaker() = default;  // never owned through the base
};

}  // namespace dgacast
