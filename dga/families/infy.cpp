// SPDX-License-Identifier: Apache-2.0
// Infy, also Foudre: CRC-32 of a prefix, the month and the ISO week. Facts, seeds and sources: dga/catalogue/infy.json
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <iterator>

#include "dga/core/simple_family.h"
#include "dga/random/crc32.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "prefix", .type = ParameterType::string, .max = 4096},
                                         {.name = "labels", .type = ParameterType::u32, .max = 1'000'000},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = 1, .max = 64}};

/// The month is part of the text: a week that spans two has two lists.
Period window(const Seed& seed, UtcSeconds instant) {
  const Period week = PeriodRule::iso_week().containing(seed, instant);
  const Period month = PeriodRule::month().containing(seed, instant);
  return {std::max(week.begin, month.begin), std::min(week.end, month.end)};
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  std::string text =
      fmt::format("{}{:04}{}{}", seed.text("prefix"), date.year, date.month, iso_week(period.begin).week);
  const std::size_t dated = text.size();
  const WordList& tlds = seed.words("tlds");
  const std::uint32_t labels = seed.u32("labels");
  for (std::uint32_t index = 0; index < labels; ++index) {
    text.resize(dated);
    if (index > 0) fmt::format_to(std::back_inserter(text), "{}", index);
    std::array<char, 8> label;
    fmt::format_to(label.data(), "{:08x}", crc32(text));
    for (const std::string_view tld : tlds.words()) {
      out.put({label.data(), label.size()});
      out.put('.');
      out.put(tld);
      out.end();
    }
  }
}

constexpr SimpleFamily kFamily{{.id = "infy",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::custom("ISO week, cut at the end of a month", window),
                                .parameters = kParameters},
                               generate};

}  // namespace

const Family& infy() noexcept { return kFamily; }
}  // namespace dgacast
