// SPDX-License-Identifier: Apache-2.0
// Verblecon: one .tk name a day, the MD5 of date and word. Facts and sources: dga/catalogue/verblecon.json
#include "dga/core/simple_family.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::string, .max = 256}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const Md5Digest digest = md5(format_date(period.begin).append(seed.text("seed")));
  hex_digits(digest, out.extend(2 * digest.size()));
  out.put(".tk");
  out.end();
}

constexpr SimpleFamily kFamily{
    {.id = "verblecon", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters}, generate};

}  // namespace

const Family& verblecon() noexcept { return kFamily; }
}  // namespace dgacast
