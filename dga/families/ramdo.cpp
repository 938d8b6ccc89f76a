// SPDX-License-Identifier: Apache-2.0
// Ramdo (Redyms): each .org name from the seed and its number alone. Facts, seeds and sources: dga/catalogue/ramdo.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kLabel = 16;
constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32}, kCountParameter};

void generate(const Seed& seed, const Period&, DomainList& out) {
  const std::uint32_t key = seed.u32("seed");
  const std::uint32_t count = seed.u32("count");
  for (std::uint32_t name = 0; name < count; ++name) {
    const std::uint32_t factor = 2 * key * (name + 1);
    std::uint32_t state = factor ^ (26 * key * name);
    for (std::uint32_t k = 0; k < kLabel; ++k) {
      out.put(static_cast<char>('a' + state % 26));
      state += state ^ (26 * k * k * factor);
    }
    out.put(".org");
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "ramdo", .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = kParameters}, generate};

}  // namespace

const Family& ramdo() noexcept { return kFamily; }
}  // namespace dgacast
