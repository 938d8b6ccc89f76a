// SPDX-License-Identifier: Apache-2.0
// DarkWatchman: CRC-32 of the date, a salt and a counter in hex, under each suffix of the sample. Facts, seeds and
// sources: dga/catalogue/darkwatchman.json
#include <fmt/format.h>
#include <array>
#include <iterator>

#include "dga/core/simple_family.h"
#include "dga/families/shared/darkwatchman.h"
#include "dga/random/crc32.h"

namespace dgacast {
namespace {

using namespace darkwatchman_algorithm;

constexpr ParameterSpec kParameters[] = {{.name = "salt", .type = ParameterType::string, .max = 4096},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = 1, .max = 64},
                                         {.name = "count", .type = ParameterType::u32, .max = 1'000'000},
                                         {.name = "width", .type = ParameterType::u8, .max = 8}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  std::string text = date_text(civil(period.begin)).append(seed.text("salt"));
  const std::size_t salted = text.size();
  const WordList& tlds = seed.words("tlds");
  const std::uint32_t count = seed.u32("count");
  const int width = seed.u8("width");
  for (std::uint32_t index = 0; index < count; ++index) {
    text.resize(salted);
    fmt::format_to(std::back_inserter(text), "{}", index);
    std::array<char, 8> digits;
    const char* const end = fmt::format_to(digits.data(), "{:0{}x}", crc32(text), width);
    const std::string_view label{digits.data(), static_cast<std::size_t>(end - digits.data())};
    for (const std::string_view tld : tlds.words()) {
      out.put(label);
      out.put('.');
      out.put(tld);
      out.end();
    }
  }
}

constexpr SimpleFamily kFamily{{.id = "darkwatchman",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::day(),
                                .parameters = kParameters,
                                .suffix_parameter = "tlds"},
                               generate};

}  // namespace

const Family& darkwatchman() noexcept { return kFamily; }
}  // namespace dgacast
