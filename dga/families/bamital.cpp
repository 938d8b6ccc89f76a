// SPDX-License-Identifier: Apache-2.0
// Bamital: MD5 of a letter and the day, under four suffixes. Facts and sources: dga/catalogue/bamital.json
#include <fmt/format.h>

#include <array>

#include "dga/core/simple_family.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, 4> kSuffixes{".co.cc", ".cz.cc", ".info", ".org"};
constexpr ParameterSpec kParameters[] = {{.name = "first", .type = ParameterType::string, .min = 1, .max = 1},
                                         {.name = "last", .type = ParameterType::string, .min = 1, .max = 1}};

void check(const Seed& seed, std::string_view where) {
  const std::string_view first = seed.text("first"), last = seed.text("last");
  if (first < "A" || last > "Z" || first > last) {
    throw InputError{{std::string(where),
                      "bamital/" + seed.id() + ": the letters are " + quote(first) + " to " + quote(last),
                      "give two letters of A to Z, the earlier one first"}};
  }
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  std::string text = fmt::format("?{:02} {} {:04}", date.day, kMonthNames[date.month - 1], date.year);
  for (int letter = seed.text("first")[0]; letter <= seed.text("last")[0]; ++letter) {
    text[0] = static_cast<char>(letter);
    std::array<char, 32> label;
    hex_digits(md5(text), label.data());
    for (const std::string_view suffix : kSuffixes) {
      out.put({label.data(), label.size()});
      out.put(suffix);
      out.end();
    }
  }
}

constexpr SimpleFamily kFamily{
    {.id = "bamital", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters},
    generate,
    check};

}  // namespace

const Family& bamital() noexcept { return kFamily; }
}  // namespace dgacast
