// SPDX-License-Identifier: Apache-2.0
// MetaStealer: .xyz names of 16 even letters, the same for every date. Facts, seeds and sources:
// dga/catalogue/metastealer.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kLabel = 16;
constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32}, kCountParameter};

/// The bot's remainder is signed, and counts from 'y' down for negative values: no one unsigned modulus does both.
constexpr char letter(std::uint32_t value) {
  const bool negative = value >> 31 != 0;
  return static_cast<char>(negative ? 'y' - (0 - value) % 26 : 'a' + value % 26);
}

void generate(const Seed& seed, const Period&, DomainList& out) {
  const std::uint32_t number = seed.u32("seed"), count = seed.u32("count");
  for (std::uint32_t name = 0; name < count; ++name) {
    const std::uint32_t step = 2 * number * (name + 1);
    std::uint32_t state = step ^ 246 * number * name;
    for (std::uint32_t i = 0; i < kLabel; ++i) {
      out.put(letter(state));
      state += state ^ step * i ^ 52;
    }
    out.put(".xyz");
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "metastealer", .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = kParameters},
    generate};

}  // namespace

const Family& metastealer() noexcept { return kFamily; }
}  // namespace dgacast
