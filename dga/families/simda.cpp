// SPDX-License-Identifier: Apache-2.0
// Simda (Shiz): a counter, divided by 3, 5, 7, ..., gives the letters. Facts, seeds and sources:
// dga/catalogue/simda.json
#include "dga/families/shared/simda.h"
#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"

namespace dgacast {
namespace {

using namespace simda_algorithm;

constexpr ParameterSpec kParameters[] = {{.name = "base", .type = ParameterType::u32},
                                         {.name = "length", .type = ParameterType::u32, .min = 1, .max = 63},
                                         {.name = "tld", .type = ParameterType::string, .min = 1, .max = 253},
                                         {.name = "step", .type = ParameterType::u32, .optional = true},
                                         {.name = "key", .type = ParameterType::string, .max = 4096, .optional = true},
                                         kCountParameter};

/// The sum of the key's octets, all that the bot uses of it; for some samples nothing else is known.
std::uint32_t step_of(const Seed& seed) {
  if (seed.has("step")) return seed.u32("step");
  std::uint32_t sum = 0;
  for (const char c : seed.text("key")) sum += static_cast<std::uint8_t>(c);
  return sum;
}

void check(const Seed& seed, std::string_view where) {
  if (!seed.has("step") && !seed.has("key")) {
    throw InputError{{std::string(where), "simda/" + seed.id() + ": neither step nor key has a value",
                      "give the key string of the sample, or its sum as step"}};
  }
}

void generate(const Seed& seed, const Period&, DomainList& out) {
  const std::uint32_t step = step_of(seed);
  const std::uint32_t length = seed.u32("length");
  const std::string_view tld = seed.text("tld");
  const std::uint32_t count = seed.u32("count");
  std::uint32_t counter = seed.u32("base");
  for (std::uint32_t name = 0; name < count; ++name) {
    counter += step;
    for (std::uint32_t k = 0; k < length; ++k) out.put(letter_at(counter, k));
    out.put('.');
    out.put(tld);
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "simda",
                                .taxonomy = Taxonomy::tid,
                                .period = PeriodRule::unbounded(),
                                .parameters = kParameters,
                                .suffix_parameter = "tld"},
                               generate,
                               check};

}  // namespace

const Family& simda() noexcept { return kFamily; }
}  // namespace dgacast
