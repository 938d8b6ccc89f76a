// SPDX-License-Identifier: Apache-2.0
// Fosniw, a Korean downloader: a counter in a fixed host name. Facts, seeds and sources: dga/catalogue/fosniw.json
#include <charconv>

#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "host_prefix", .type = ParameterType::string, .min = 1, .max = 180},
                                         {.name = "tld", .type = ParameterType::string, .min = 1, .max = 63},
                                         kCountParameter};

void generate(const Seed& seed, const Period&, DomainList& out) {
  const std::string_view prefix = seed.text("host_prefix"), tld = seed.text("tld");
  const std::uint32_t count = seed.u32("count");
  for (std::uint32_t number = 0; number < count; ++number) {
    char digits[10];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.put(prefix);
    out.put({digits, static_cast<std::size_t>(end - digits)});
    out.put('.');
    out.put(tld);
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "fosniw",
                                .taxonomy = Taxonomy::tid,
                                .period = PeriodRule::unbounded(),
                                .parameters = kParameters,
                                .suffix_parameter = "tld"},
                               generate};

}  // namespace

const Family& fosniw() noexcept { return kFamily; }
}  // namespace dgacast
