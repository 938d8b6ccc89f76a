// SPDX-License-Identifier: Apache-2.0
// GozNym, first stage: 15 names a day from the date and two constants. Facts, seeds and sources:
// dga/catalogue/goznym.json
#include "dga/families/shared/goznym.h"
#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"

namespace dgacast {
namespace {

using namespace goznym_algorithm;

constexpr ParameterSpec kParameters[] = {
    {.name = "seed1", .type = ParameterType::u32}, {.name = "seed2", .type = ParameterType::u32}, kCountParameter};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  NymaimRandom random = start(civil(period.begin), seed.u32("seed1"), seed.u32("seed2"));
  const std::uint32_t count = seed.u32("count");
  for (std::uint32_t name = 0; name < count; ++name) {
    put_label(random, out);
    out.put('.');
    out.put(kSuffixes[draw_suffix(random)]);
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "goznym",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::day(),
                                .parameters = kParameters,
                                .suffixes = kSuffixes},
                               generate};

}  // namespace

const Family& goznym() noexcept { return kFamily; }
}  // namespace dgacast
