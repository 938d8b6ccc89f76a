// SPDX-License-Identifier: Apache-2.0
// Matsnu: nouns and verbs in turn, from a mixer of 16 bits of the day's number and the name's. Facts and sources:
// dga/catalogue/matsnu.json
#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

constexpr std::size_t kLongestUnfinished = 12;  // a label that is longer takes no further word
constexpr std::uint32_t kDaysBack = 2;
constexpr ParameterSpec kParameters[] = {{.name = "c1", .type = ParameterType::u32},
                                         {.name = "c2", .type = ParameterType::u32},
                                         {.name = "count", .type = ParameterType::u32, .max = 1'000'000}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const WordList& nouns = *WordList::builtin("matsnu_nouns");
  const WordList& verbs = *WordList::builtin("matsnu_verbs");
  // All is modulo 2^16, which divides 2^32.
  const auto day = static_cast<std::uint32_t>(days_since_1970(period.begin));
  const std::uint32_t c1 = seed.u32("c1"), factor = c1 * day * seed.u32("c2"), count = seed.u32("count");
  std::uint32_t state = 1;
  for (std::uint32_t name = 1; name <= count; ++name) {
    std::size_t length = 0;
    bool noun = true, hyphen = false;
    while (length <= kLongestUnfinished) {
      state = (state * factor * name ^ c1) & 0xFFFF;
      const WordList& words = noun ? nouns : verbs;
      const std::string_view word = words[state % words.size()];
      out.put(word);
      hyphen = (state & 1) != 0;
      if (hyphen) out.put('-');
      length += word.size() + (hyphen ? 1 : 0);
      noun = !noun;
    }
    if (hyphen) out.take_back(1);
    out.put(".com");
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "matsnu",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::day(),
                                .parameters = kParameters,
                                .look_back = kDaysBack},
                               generate};

}  // namespace

const Family& matsnu() noexcept { return kFamily; }
}  // namespace dgacast
