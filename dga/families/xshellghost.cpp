// SPDX-License-Identifier: Apache-2.0
// XshellGhost (ShadowPad in NetSarang's software): one .com name a month. Facts and sources:
// dga/catalogue/xshellghost.json
#include "dga/core/simple_family.h"
#include "dga/random/lcg.h"

namespace dgacast {
namespace {

void generate(const Seed&, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  Lcg<29, 19> random{0x90422A3Au * date.year - 0x39D06F76u * date.month - 0x67B7FC6Fu};
  for (std::uint32_t left = random.state % 6 + 10; left > 0; --left) {
    out.put(static_cast<char>('a' + random.state % 26));
    random.next();
  }
  out.put(".com");
  out.end();
}

constexpr SimpleFamily kFamily{
    {.id = "xshellghost", .taxonomy = Taxonomy::tdd, .period = PeriodRule::month(), .parameters = {}}, generate};

}  // namespace

const Family& xshellghost() noexcept { return kFamily; }
}  // namespace dgacast
