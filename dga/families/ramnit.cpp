// SPDX-License-Identifier: Apache-2.0
// Ramnit: each name starts the generator anew from a 64-bit product. Facts, seeds and sources:
// dga/catalogue/ramnit.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/random/minstd.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32},
                                         kCountParameter,
                                         {.name = "tlds", .type = ParameterType::word_list, .min = 1},
                                         {.name = "min_len", .type = ParameterType::u32, .min = 1, .max = 63},
                                         {.name = "max_len", .type = ParameterType::u32, .min = 1, .max = 63}};

void check(const Seed& seed, std::string_view where) {
  if (seed.u32("min_len") > seed.u32("max_len")) {
    throw InputError{{std::string(where), "ramnit/" + seed.id() + ": min_len is greater than max_len",
                      "give min_len <= max_len, as 8 and 19"}};
  }
}

void generate(const Seed& seed, const Period&, DomainList& out) {
  const WordList& tlds = seed.words("tlds");
  const std::uint32_t min_len = seed.u32("min_len");
  const std::uint32_t lengths = seed.u32("max_len") - min_len + 1;
  const std::uint32_t count = seed.u32("count");
  UncorrectedMinstd random{seed.u32("seed")};
  for (std::uint32_t name = 0; name < count; ++name) {
    const std::uint32_t before = random.state;
    const std::uint32_t length = random.next() % lengths + min_len;
    const std::uint64_t product = std::uint64_t{before} * random.state;
    for (std::uint32_t k = 0; k < length; ++k) out.put(static_cast<char>('a' + random.next() % 25));  // never a z
    out.put('.');
    out.put(tlds[name % tlds.size()]);
    out.end();
    random.state = static_cast<std::uint32_t>(product + (product >> 32));
  }
}

constexpr SimpleFamily kFamily{{.id = "ramnit",
                                .taxonomy = Taxonomy::tid,
                                .period = PeriodRule::unbounded(),
                                .parameters = kParameters,
                                .suffix_parameter = "tlds"},
                               generate,
                               check};

}  // namespace

const Family& ramnit() noexcept { return kFamily; }
}  // namespace dgacast
