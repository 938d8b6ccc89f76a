// SPDX-License-Identifier: Apache-2.0
// The reverse question: which lists hold this name? Every answer is proved: the list was made, and the name stands in
// it.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "dga/core/catalogue.h"

namespace [[gnu::visibility("default")]] dgacast {

/// One list that holds a name.
struct Source {
  const CatalogueEntry* entry;
  const Seed* seed;
  Period period;
  UtcSeconds valid_until;  ///< half-open; later than the period's end where bots look back
};

/// One of millions, and small therefore: all names of a list share its source, which is good as long as what answered.
struct Answer {
  std::uint32_t name;   ///< place among the names asked for
  std::uint32_t index;  ///< the name's first place in the bot's order, from 0
  const Source* source;
};

class NameLookup {
 public:
  virtual ~NameLookup() = default;
  /// All lists that hold each of `names` (lower case, no final dot): ordered by name, then as the lists were given.
  /// Needs fewer than 2^32 names and answers. Throws InputError when what it reads is damaged, and Interrupted.
  virtual std::vector<Answer> find(std::span<const std::string_view> names) = 0;
  /// How many lists of this family are searched.
  virtual std::uint64_t lists_of(const CatalogueEntry& entry) const = 0;
};

}  // namespace dgacast
