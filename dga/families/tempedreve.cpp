// SPDX-License-Identifier: Apache-2.0
// Tempedreve: one new name a day, and all earlier ones back to a fixed day. Facts, seeds and sources:
// dga/catalogue/tempedreve.json
#include <array>
#include <numeric>
#include <utility>

#include "dga/core/simple_family.h"
#include "dga/random/lcg.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, 4> kSuffixes{"com", "net", "org", "info"};
constexpr ParameterSpec kParameters[] = {{.name = "end_date", .type = ParameterType::instant}};

void put_name(std::uint32_t day, DomainList& out) {
  const std::uint32_t seed = NumericalRecipesLcg{day}.next();
  const auto step = [](std::uint32_t state) { return 16843009 * state + 65805; };
  std::array<char, 26> alphabet;
  std::iota(alphabet.begin(), alphabet.end(), 'a');
  std::uint32_t state = seed;
  for (char& letter : alphabet) {
    std::swap(alphabet[state % alphabet.size()], letter);
    state = step(state);
  }
  state = seed;
  for (std::uint32_t left = seed % 5 + 7; left > 0; --left) {
    out.put(alphabet[state % alphabet.size()]);
    state = step(state);
  }
  out.put('.');
  out.put(kSuffixes[seed % kSuffixes.size()]);
  out.end();
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const std::int64_t last = days_since_1970(seed.instant("end_date"));
  for (std::int64_t day = days_since_1970(period.begin); day >= last; --day) {
    put_name(static_cast<std::uint32_t>(day), out);
  }
}

constexpr SimpleFamily kFamily{{.id = "tempedreve",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::day(),
                                .parameters = kParameters,
                                .suffixes = kSuffixes},
                               generate};

}  // namespace

const Family& tempedreve() noexcept { return kFamily; }
}  // namespace dgacast
