// SPDX-License-Identifier: Apache-2.0
// Mirai of late 2016: one name a day when its fixed servers do not resolve. Facts, seeds and sources:
// dga/catalogue/mirai.json
#include <array>

#include "dga/core/simple_family.h"
#include "dga/families/shared/ranbyus_registers.h"

namespace dgacast {
namespace {

constexpr std::size_t kLabel = 12;
constexpr std::array<std::string_view, 4> kSuffixes{"support", "tech", "online", "tech"};
constexpr ParameterSpec kParameters[] = {
    {.name = "seed", .type = ParameterType::u32},
    {.name = "fixed_tld", .type = ParameterType::string, .min = 1, .max = 253, .optional = true}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  RanbyusRegisters registers{civil(period.begin), seed.u32("seed")};
  for (std::size_t i = 0; i < kLabel; ++i) out.put(registers.next_letter());
  out.put('.');
  out.put(seed.has("fixed_tld") ? seed.text("fixed_tld") : kSuffixes[registers.day() & 3]);
  out.end();
}

constexpr SimpleFamily kFamily{
    {.id = "mirai", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters}, generate};

}  // namespace

const Family& mirai() noexcept { return kFamily; }
}  // namespace dgacast
