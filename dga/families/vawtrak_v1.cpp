// SPDX-License-Identifier: Apache-2.0
// Vawtrak (Neverquest), first DGA: .top names from a 31-bit LCG. Facts, seeds and sources:
// dga/catalogue/vawtrak_v1.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/random/lcg.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32}, kCountParameter};

void generate(const Seed& seed, const Period&, DomainList& out) {
  AnsiLcg lcg{seed.u32("seed")};
  const auto random = [&lcg] { return lcg.next() & 0x7FFF'FFFF; };  // all 31 bits, not the upper half as in C
  const std::uint32_t count = seed.u32("count");
  for (std::uint32_t name = 0; name < count; ++name) {
    const std::uint32_t length = random() % 5 + 7;
    for (std::uint32_t k = 0; k < length; ++k) out.put(static_cast<char>('a' + random() % 26));
    out.put(".top");
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "vawtrak_v1", .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = kParameters},
    generate};

}  // namespace

const Family& vawtrak_v1() noexcept { return kFamily; }
}  // namespace dgacast
