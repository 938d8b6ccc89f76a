// SPDX-License-Identifier: Apache-2.0
// Tofsee, a spam bot: the number of the week in letters, twice, and one letter more. Facts and sources:
// dga/catalogue/tofsee.json
#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

constexpr std::chrono::days kWeek{7};
constexpr ParameterSpec kParameters[] = {{.name = "tlds", .type = ParameterType::word_list, .min = 1, .max = 1'000},
                                         {.name = "letters", .type = ParameterType::u32, .max = 26}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  char digits[8];
  char* const end = digits + sizeof digits;
  char* begin = end;
  auto week = static_cast<std::uint32_t>(period.begin.time_since_epoch() / kWeek);
  do *--begin = static_cast<char>('a' + week % 26);
  while ((week /= 26) > 0);
  const std::string_view number{begin, static_cast<std::size_t>(end - begin)};

  const std::uint32_t letters = seed.u32("letters");
  for (std::uint32_t letter = 0; letter < letters; ++letter) {
    for (const std::string_view tld : seed.words("tlds").words()) {
      out.put(number);
      out.put(number);
      out.put(static_cast<char>('a' + letter));
      out.put('.');
      out.put(tld);
      out.end();
    }
  }
}

constexpr SimpleFamily kFamily{{.id = "tofsee",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::every(kWeek),
                                .parameters = kParameters,
                                .suffix_parameter = "tlds"},
                               generate};

}  // namespace

const Family& tofsee() noexcept { return kFamily; }
}  // namespace dgacast
