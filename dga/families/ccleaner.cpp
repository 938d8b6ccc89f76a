// SPDX-License-Identifier: Apache-2.0
// The back door in CCleaner 5.33: one .com name a month. Facts and sources: dga/catalogue/ccleaner.json
#include <charconv>

#include "dga/core/simple_family.h"
#include "dga/random/lcg.h"

namespace dgacast {
namespace {

void put_hex(std::uint32_t value, DomainList& out) {
  char digits[8];
  const auto end = std::to_chars(digits, digits + sizeof digits, value, 16).ptr;
  out.put({digits, static_cast<std::size_t>(end - digits)});
}

void generate(const Seed&, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  MsvcRand random{date.year * 10'000 + date.month};
  const std::uint32_t first = random.next();
  const std::uint32_t second = random.next();
  out.put("ab");
  put_hex(second * random.next(), out);
  put_hex(first, out);
  out.put(".com");
  out.end();
}

constexpr SimpleFamily kFamily{
    {.id = "ccleaner", .taxonomy = Taxonomy::tdd, .period = PeriodRule::month(), .parameters = {}}, generate};

}  // namespace

const Family& ccleaner() noexcept { return kFamily; }
}  // namespace dgacast
