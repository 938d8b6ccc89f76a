// SPDX-License-Identifier: Apache-2.0
// Virut: every hundredth word of six letters from Delphi's generator, seeded with the date. Facts, seeds and sources:
// dga/catalogue/virut.json
#include "dga/families/shared/virut.h"
#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

using namespace virut_algorithm;

constexpr ParameterSpec kParameters[] = {
    {.name = "offset", .type = ParameterType::u32, .max = kOffsets - 1, .optional = true},
    {.name = "all", .type = ParameterType::boolean}};

constexpr Jump kHundredWords{kLetters * kOffsets};

void check(const Seed& seed, std::string_view where) {
  if (!seed.flag("all") && !seed.has("offset")) {
    throw InputError{{std::string(where), "virut/" + seed.id() + ": neither 'offset' nor 'all' has a value",
                      "give the offset of the sample, 0 to 99, or all = true"}};
  }
}

void put_word(DelphiLcg random, DomainList& out) {
  constexpr std::string_view kSuffix = ".com";
  char* const name = out.extend(kLetters + kSuffix.size());
  for (std::uint32_t i = 0; i < kLetters; ++i) name[i] = kAlphabet[random.next() >> 27];
  kSuffix.copy(name + kLetters, kSuffix.size());
  out.end();
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const bool all = seed.flag("all");
  // All words of a day are numbers 99 to 10098: its offsets are -1 to 98.
  const Jump first{kLetters * (kOffsets + (all ? 0 : seed.u32("offset")) - (all ? 1 : 0))};
  const Jump next = all ? Jump{kLetters} : kHundredWords;
  DelphiLcg random{first(start(civil(period.begin)).state)};
  for (std::uint32_t left = all ? kNames * kOffsets : kNames; left > 0; --left) {
    put_word(random, out);
    random.state = next(random.state);
  }
}

constexpr SimpleFamily kFamily{
    {.id = "virut", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters},
    generate,
    check};

}  // namespace

const Family& virut() noexcept { return kFamily; }
}  // namespace dgacast
