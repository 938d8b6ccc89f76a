// SPDX-License-Identifier: Apache-2.0
#include "dga/core/family.h"

#include <algorithm>

#include "dga/core/list_batch.h"

namespace dgacast {

std::string_view to_text(Taxonomy taxonomy) noexcept {
  switch (taxonomy) {
    case Taxonomy::tdd:
      return "TDD";
    case Taxonomy::tid:
      return "TID";
    case Taxonomy::tdn:
      return "TDN";
    case Taxonomy::tin:
      return "TIN";
  }
  return "";
}

void generate_all(const Family& family, std::span<const ListOrder> lists) {
  if (const ListBatcher* const batcher = family.batcher()) {
    while (!lists.empty()) lists = lists.subspan(batcher->generate_some(lists));
    return;
  }
  for (const ListOrder& list : lists) family.generate(*list.seed, list.period, *list.out);
}

void Family::check(const Seed&, std::string_view) const {}

bool is_spared(const FamilyFacts& facts, const Seed& seed, const DomainList& names) {
  const auto unwanted = [&names](std::string_view suffix) { return !names.wants(suffix); };
  if (!facts.suffixes.empty()) return std::ranges::all_of(facts.suffixes, unwanted);
  for (const ParameterSpec& spec : facts.parameters) {
    if (facts.suffix_parameter.empty() || spec.name != facts.suffix_parameter) continue;
    if (spec.type == ParameterType::word_list) return std::ranges::all_of(seed.words(spec.name).words(), unwanted);
    return unwanted(seed.text(spec.name));
  }
  return false;
}

}  // namespace dgacast
