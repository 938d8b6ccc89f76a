// SPDX-License-Identifier: Apache-2.0
// Bumblebee: one list a campaign. Facts, seeds and sources: dga/catalogue/bumblebee.json
#include "dga/families/shared/bumblebee.h"
#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"

namespace dgacast {
namespace {

using namespace bumblebee_algorithm;

constexpr ParameterSpec kParameters[] = {{.name = "magic", .type = ParameterType::string, .max = 8, .optional = true},
                                         {.name = "time", .type = ParameterType::instant, .optional = true},
                                         {.name = "state", .type = ParameterType::u64, .optional = true},
                                         {.name = "length", .type = ParameterType::u8, .min = 1, .max = 63},
                                         {.name = "tld", .type = ParameterType::string, .min = 1, .max = 253},
                                         kCountParameter};

std::uint64_t start_state(const Seed& seed) {
  if (seed.has("state")) return seed.u64("state");
  std::uint64_t magic = 0;
  int shift = 0;
  for (const char c : seed.text("magic")) {
    magic |= std::uint64_t{static_cast<std::uint8_t>(c)} << shift;
    shift += 8;
  }
  std::uint64_t second = 32, month = 13, year = 1899;  // constants of the bot, no date
  if (seed.has("time")) {
    const UtcSeconds time = seed.instant("time");
    const CivilDate date = civil(time);
    second = static_cast<std::uint64_t>(unix_time(time)) % 60;
    month = date.month - 1;
    year = date.year;
  }
  return magic + (second | (month + 256) << 8) + year;
}

void check(const Seed& seed, std::string_view where) {
  if (!seed.has("state") && !seed.has("magic")) {
    throw InputError{{std::string(where), "bumblebee/" + seed.id() + ": neither 'magic' nor 'state' has a value",
                      "give the campaign's magic, or the start state"}};
  }
}

void generate(const Seed& seed, const Period&, DomainList& out) {
  const std::uint32_t length = seed.u8("length"), count = seed.u32("count");
  const std::string_view tld = seed.text("tld");
  std::uint64_t state = start_state(seed);
  for (std::uint32_t index = 0; index < count; ++index) {
    for (std::uint32_t left = length; left > 0; --left) {
      state = next(state);
      out.put(kAlphabet[state % kAlphabet.size()]);
    }
    out.put('.');
    out.put(tld);
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "bumblebee",
                                .taxonomy = Taxonomy::tid,
                                .period = PeriodRule::unbounded(),
                                .parameters = kParameters,
                                .suffix_parameter = "tld"},
                               generate,
                               check};

}  // namespace

const Family& bumblebee() noexcept { return kFamily; }
}  // namespace dgacast
