// SPDX-License-Identifier: Apache-2.0
// DirCrypt: 30 .com names a sample from a constant in its resources. Facts and sources: dga/catalogue/dircrypt.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/random/minstd.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32}, kCountParameter};

void generate(const Seed& seed, const Period&, DomainList& out) {
  UncorrectedMinstd random{seed.u32("seed")};
  const std::uint32_t count = seed.u32("count");
  for (std::uint32_t name = 0; name < count; ++name) {
    const std::uint32_t length = random.next() % 13 + 8;
    for (std::uint32_t k = 0; k < length; ++k) out.put(static_cast<char>('a' + random.next() % 26));
    out.put(".com");
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "dircrypt", .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = kParameters},
    generate};

}  // namespace

const Family& dircrypt() noexcept { return kFamily; }
}  // namespace dgacast
