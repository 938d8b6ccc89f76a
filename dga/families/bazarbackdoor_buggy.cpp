// SPDX-License-Identifier: Apache-2.0
// BazarBackdoor, the faulty twin of its first algorithm: letter sets that begin below a. Facts and sources:
// dga/catalogue/bazarbackdoor_buggy.json
#include <array>

#include "dga/core/simple_family.h"
#include "dga/families/shared/bazar_names.h"

namespace dgacast {
namespace {

struct Letters {
  char first;
  char last;
};
constexpr std::array<Letters, 6> kLetters{{{']', 'e'}, {'`', 'f'}, {'b', 'h'}, {'e', 'i'}, {'g', 'k'}, {'i', 'm'}}};

void generate(const Seed&, const Period& period, DomainList& out) {
  const auto digits = early_bazar_digits(civil(period.begin));
  std::array<char, 6> letters;
  for (std::size_t i = 0; i < letters.size(); ++i) letters[i] = kLetters[i].first;
  for (;;) {
    out.put({letters.data(), letters.size()});
    for (std::size_t i = 0; i < letters.size(); ++i) {
      const std::uint32_t shifted = static_cast<std::uint8_t>(letters[i]) + digits[i];
      out.put(shifted < 'a' ? 'z' : static_cast<char>(shifted));  // in the second half only
    }
    out.put(".bazaar");
    out.end();
    std::size_t place = letters.size();  // count on, the last place fastest
    while (place > 0 && letters[place - 1] == kLetters[place - 1].last) {
      --place;
      letters[place] = kLetters[place].first;
    }
    if (place == 0) return;
    ++letters[place - 1];
  }
}

constexpr SimpleFamily kFamily{
    {.id = "bazarbackdoor_buggy", .taxonomy = Taxonomy::tdd, .period = PeriodRule::month(), .parameters = {}},
    generate};

}  // namespace

const Family& bazarbackdoor_buggy() noexcept { return kFamily; }
}  // namespace dgacast
