// SPDX-License-Identifier: Apache-2.0
// Gozi: words and halves of words from a public text. Facts, seeds and sources: dga/catalogue/gozi.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/random/lcg.h"

namespace dgacast {
namespace {

constexpr UtcSeconds kAnchor = midnight(2015, 1, 1);
constexpr std::size_t kLongest = 24;
constexpr std::uint32_t kPatience = 10'000;  // draws a name: with an odd list of words the bot would draw for ever
constexpr ParameterSpec kParameters[] = {{.name = "words", .type = ParameterType::word_list, .min = 1},
                                         {.name = "days", .type = ParameterType::u32, .min = 1, .max = 10'000},
                                         {.name = "tld", .type = ParameterType::string, .min = 1, .max = 253},
                                         kCountParameter,
                                         {.name = "flag", .type = ParameterType::u32},
                                         {.name = "base", .type = ParameterType::u32}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const WordList& words = seed.words("words");
  const std::string_view tld = seed.text("tld");
  const std::uint32_t count = seed.u32("count");
  const auto window = (period.begin - kAnchor) / std::chrono::days{seed.u32("days")};  // exact, negative before 2015
  NumericalRecipesLcg random{(seed.u32("flag") << 16) + static_cast<std::uint32_t>(window) + seed.u32("base")};
  for (std::uint32_t index = 0; index < count; ++index) {
    random.next();
    const std::size_t target = random.next() % 12 + 12;
    std::size_t length = 0;
    for (std::uint32_t draws = 0; length < target && draws < kPatience; ++draws) {
      std::string_view word = words[random.next() % words.size()];
      if (random.next() % 3 == 0) word = word.substr(0, word.size() / 2);
      if (length + word.size() > kLongest) continue;
      out.put(word);
      length += word.size();
    }
    out.put('.');
    out.put(tld);
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "gozi",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::every_days_of("days", kAnchor),
                                .parameters = kParameters,
                                .suffix_parameter = "tld"},
                               generate};

}  // namespace

const Family& gozi() noexcept { return kFamily; }
}  // namespace dgacast
