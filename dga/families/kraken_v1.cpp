// SPDX-License-Identifier: Apache-2.0
// Kraken, first algorithm: a generator that a polynomial of the name's number starts. Facts, seeds and sources:
// dga/catalogue/kraken_v1.json
#include "dga/families/shared/kraken_v1.h"
#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

using namespace kraken_v1_algorithm;

constexpr ParameterSpec kParameters[] = {
    {.name = "ex", .type = ParameterType::i32},
    {.name = "nex", .type = ParameterType::i32},
    {.name = "first_number", .type = ParameterType::u32},
    {.name = "count", .type = ParameterType::u32, .max = 5'000'000},
    {.name = "branch", .type = ParameterType::enumeration, .choices = "both|nex|ex"}};

void put_name(std::uint32_t number, std::uint32_t state, DomainList& out) {
  Letters letters{state};
  for (std::size_t left = letters.begin(); left > 0; --left) out.put(letters.next());
  out.put(kZones[number % kZones.size()]);
  out.end();
}

void generate(const Seed& seed, const Period&, DomainList& out) {
  const auto ex = static_cast<std::uint32_t>(seed.i32("ex")), nex = static_cast<std::uint32_t>(seed.i32("nex"));
  const std::string_view branch = seed.text("branch");
  const std::uint32_t first = seed.u32("first_number"), count = seed.u32("count");
  for (std::uint32_t index = 0; index < count; ++index) {
    const std::uint32_t n = first + index;
    if (branch != "ex") put_name(n, nex_of(n) + nex, out);
    if (branch != "nex") put_name(n, ex_of(n) + ex, out);
  }
}

constexpr SimpleFamily kFamily{
    {.id = "kraken_v1", .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = kParameters},
    generate};

}  // namespace

const Family& kraken_v1() noexcept { return kFamily; }
}  // namespace dgacast
