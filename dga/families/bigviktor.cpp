// SPDX-License-Identifier: Apache-2.0
// Bigviktor, a bot on Linux routers: names of verb, adjective and noun. Facts and sources:
// dga/catalogue/bigviktor.json
#include <fmt/format.h>

#include <array>

#include "dga/core/simple_family.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, 20> kSuffixes{"art",      "click",  "club",  "com", "fans",     "futbol", "in",
                                                     "info",     "link",   "net",   "nl",  "observer", "one",    "org",
                                                     "pictures", "realty", "rocks", "tel", "top",      "xyz"};
constexpr ParameterSpec kParameters[] = {{.name = "prefixes", .type = ParameterType::word_list, .min = 1},
                                         {.name = "verbs", .type = ParameterType::word_list, .min = 1},
                                         {.name = "adjectives", .type = ParameterType::word_list, .min = 1},
                                         {.name = "nouns", .type = ParameterType::word_list, .min = 1},
                                         {.name = "count", .type = ParameterType::u32, .max = 5'000'000}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  const Sha256Digest digest = sha256(fmt::format("{} {:04} 00:00", kMonthNames[date.month - 1], date.year));
  std::uint32_t state =
      std::uint32_t{digest[0]} << 24 | std::uint32_t{digest[1]} << 16 | std::uint32_t{digest[2]} << 8 | digest[3];
  const auto next = [&state](std::size_t bound) {  // Marsaglia's xorshift32
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % static_cast<std::uint32_t>(bound);
  };
  const WordList &prefixes = seed.words("prefixes"), &verbs = seed.words("verbs"),
                 &adjectives = seed.words("adjectives"), &nouns = seed.words("nouns");
  for (std::uint32_t left = seed.u32("count"); left > 0; --left) {
    if (next(5) == 0) {
      out.put(prefixes[next(prefixes.size())]);
      out.put('.');
    }
    out.put(verbs[next(verbs.size())]);
    if (next(10) <= 1) out.put('-');
    out.put(adjectives[next(adjectives.size())]);
    if (next(10) <= 1) out.put('-');
    out.put(nouns[next(nouns.size())]);
    out.put('.');
    out.put(kSuffixes[next(kSuffixes.size())]);
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "bigviktor", .taxonomy = Taxonomy::tdd, .period = PeriodRule::month(), .parameters = kParameters}, generate};

}  // namespace

const Family& bigviktor() noexcept { return kFamily; }
}  // namespace dgacast
