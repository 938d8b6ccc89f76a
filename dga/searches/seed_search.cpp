// SPDX-License-Identifier: Apache-2.0
#include "dga/searches/seed_search.h"

#include <algorithm>
#include <iterator>

namespace dgacast {

#define DGACAST_SEARCH(family) const SeedSearcher& family##_search() noexcept;
#include "searches.inc"
#undef DGACAST_SEARCH

const SeedSearcher* find_searcher(std::string_view family) noexcept {
  struct Search {
    std::string_view family;
    const SeedSearcher* searcher;
  };
#define DGACAST_SEARCH(family) {#family, &family##_search()},
  static const Search kSearches[] = {
#include "searches.inc"
  };
#undef DGACAST_SEARCH
  const auto* const found = std::ranges::find(kSearches, family, &Search::family);
  return found == std::end(kSearches) ? nullptr : found->searcher;
}

Seed seed_with(const Family& family, const Seed& base, const FoundSeed& values, std::string_view id) {
  SeedBuilder builder{family.facts().id, base, id};
  for (const auto& [parameter, value] : values) builder.set_text(parameter, value, "");
  Seed seed = builder.build("");
  family.check(seed, "");
  return seed;
}

std::vector<Period> periods_of(const Family& family, const Seed& seed, const Period& range) {
  const FamilyFacts& facts = family.facts();
  UtcSeconds at = range.begin;
  for (std::uint32_t back = 0; back < facts.look_back; ++back) {
    at = facts.period.containing(seed, at).begin - std::chrono::seconds{1};
  }
  std::vector<Period> periods;
  while (at < range.end) {
    periods.push_back(facts.period.containing(seed, at));
    at = periods.back().end;
  }
  return periods;
}

Proof prove(const Family& family, const Seed& seed, std::span<const Period> periods,
            const std::set<std::string_view>& names) {
  Proof proof;
  std::set<std::string_view> made;
  DomainList list;
  for (std::size_t number = 0; number < periods.size(); ++number) {
    list.clear();
    family.generate(seed, periods[number], list);
    bool holds_one = false;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const auto name = names.find(list[i]);
      if (name == names.end()) continue;
      made.insert(*name);
      holds_one = true;
    }
    if (holds_one) proof.lists.push_back(number);
  }
  proof.names = made.size();
  return proof;
}

bool Prover::makes_enough(const FoundSeed& values) const {
  return std::ranges::any_of(search_.bases, [&](const Seed* base) {
    const Seed seed = seed_with(family_, *base, values, base->id());
    return prove(family_, seed, periods_of(family_, seed, search_.range), names_).names >= search_.at_least;
  });
}

std::vector<FoundSeed> try_values(const SeedSearch& search, const Family& family, std::string_view parameter,
                                  std::uint32_t first, std::uint32_t end) {
  const Prover prover{family, search};
  return search_all<FoundSeed>(
      search, end - first,
      [&](std::uint64_t value, std::vector<FoundSeed>& found) {
        FoundSeed values{{std::string(parameter), std::to_string(first + value)}};
        if (prover.makes_enough(values)) found.push_back(std::move(values));
      },
      1);
}

std::string hex_word(std::uint32_t value) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text = "0x";
  for (int shift = 28; shift >= 0; shift -= 4) text.push_back(kDigits[value >> shift & 15]);
  return text;
}

}  // namespace dgacast
