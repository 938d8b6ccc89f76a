// SPDX-License-Identifier: Apache-2.0
// Chaes: two words and the year, chosen by the number of the week, under 42 suffixes. Facts and sources:
// dga/catalogue/chaes.json
#include <algorithm>
#include <string>

#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

/// The label has the calendar's year: a week that spans two has two lists.
Period window(const Seed& seed, UtcSeconds instant) {
  const Period week = PeriodRule::iso_week().containing(seed, instant);
  const auto year = static_cast<std::int32_t>(civil(instant).year);
  return {std::max(week.begin, midnight(year, 1, 1)), std::min(week.end, midnight(year + 1, 1, 1))};
}

void generate(const Seed&, const Period& period, DomainList& out) {
  const WordList& first = *WordList::builtin("chaes_words1");
  const WordList& second = *WordList::builtin("chaes_words2");
  const std::uint32_t week = iso_week(period.begin).week;
  std::string label{first[week % first.size()]};
  label += second[week % second.size()];
  label += std::to_string(civil(period.begin).year);
  for (const std::string_view suffix : WordList::builtin("chaes_suffixes")->words()) {
    out.put(label);
    out.put('.');
    out.put(suffix);
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "chaes",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::custom("ISO week, cut at the end of a year", window),
                                .parameters = {}},
                               generate};

}  // namespace

const Family& chaes() noexcept { return kFamily; }
}  // namespace dgacast
