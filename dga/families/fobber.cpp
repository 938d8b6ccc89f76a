// SPDX-License-Identifier: Apache-2.0
// Fobber: one list a version from a multiply-add-rotate generator. Facts, seeds and sources: dga/catalogue/fobber.json
#include <bit>

#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "start", .type = ParameterType::u32},
                                         {.name = "increment", .type = ParameterType::u32},
                                         {.name = "length", .type = ParameterType::u8, .min = 1, .max = 63},
                                         {.name = "tld", .type = ParameterType::string, .min = 1, .max = 253},
                                         kCountParameter};

void generate(const Seed& seed, const Period&, DomainList& out) {
  const std::uint32_t increment = seed.u32("increment");
  const std::uint32_t length = seed.u8("length");
  const std::string_view tld = seed.text("tld");
  const std::uint32_t count = seed.u32("count");
  std::uint32_t state = seed.u32("start");
  for (std::uint32_t name = 0; name < count; ++name) {
    for (std::uint32_t k = 0; k < length; ++k) {
      state = std::rotr(321167 * state + increment, 16);
      out.put(static_cast<char>('a' + (state & 0x17FF) % 26));  // the mask has a gap, at bit 11
    }
    out.put('.');
    out.put(tld);
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "fobber",
                                .taxonomy = Taxonomy::tid,
                                .period = PeriodRule::unbounded(),
                                .parameters = kParameters,
                                .suffix_parameter = "tld"},
                               generate};

}  // namespace

const Family& fobber() noexcept { return kFamily; }
}  // namespace dgacast
