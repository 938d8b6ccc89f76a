// SPDX-License-Identifier: Apache-2.0
// ToxicPanda: one label a month under 77 TLDs, from the MD5 of the month's first instant. Facts and sources:
// dga/catalogue/toxicpanda.json
#include <array>

#include "dga/core/simple_family.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::size_t kLabel = 10;

void generate(const Seed&, const Period& period, DomainList& out) {
  const Md5Digest digest = md5(format_date(period.begin) + " 00:00:00");
  std::array<char, 2 * digest.size()> digits;
  hex_digits(digest, digits.data());
  const std::string_view text{digits.data(), digits.size()};
  const std::size_t letter = text.find_first_of("abcdef", 2);
  const std::string_view label = text.substr(letter == std::string_view::npos ? 1 : letter, kLabel);
  for (const std::string_view suffix : WordList::builtin("toxicpanda_tlds")->words()) {
    out.put(label);
    out.put('.');
    out.put(suffix);
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "toxicpanda", .taxonomy = Taxonomy::tdd, .period = PeriodRule::month(), .parameters = {}}, generate};

}  // namespace

const Family& toxicpanda() noexcept { return kFamily; }
}  // namespace dgacast
