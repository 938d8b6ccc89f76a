// SPDX-License-Identifier: Apache-2.0
// DNSChanger (Alureon): five .com names a run, from a seed that is new each time. Facts and sources:
// dga/catalogue/dnschanger.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/random/lcg.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kLength = 10;
constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32}, kCountParameter};

void generate(const Seed& seed, const Period&, DomainList& out) {
  MsvcRand random{seed.u32("seed")};
  const std::uint32_t count = seed.u32("count");
  for (std::uint32_t name = 0; name < count; ++name) {
    for (std::uint32_t k = 0; k < kLength; ++k) out.put(static_cast<char>('a' + random.next() % 26));
    out.put(".com");
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "dnschanger", .taxonomy = Taxonomy::tin, .period = PeriodRule::unbounded(), .parameters = kParameters},
    generate};

}  // namespace

const Family& dnschanger() noexcept { return kFamily; }
}  // namespace dgacast
