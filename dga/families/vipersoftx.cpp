// SPDX-License-Identifier: Apache-2.0
// ViperSoftX: under every suffix every first word with every second one. Facts and sources:
// dga/catalogue/vipersoftx.json
#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "first", .type = ParameterType::word_list, .min = 1, .max = 1000},
                                         {.name = "second", .type = ParameterType::word_list, .min = 1, .max = 1000},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = 1, .max = 64}};

void generate(const Seed& seed, const Period&, DomainList& out) {
  for (const std::string_view tld : seed.words("tlds").words()) {
    for (const std::string_view first : seed.words("first").words()) {
      for (const std::string_view second : seed.words("second").words()) {
        out.put(first);
        out.put('-');
        out.put(second);
        out.put('.');
        out.put(tld);
        out.end();
      }
    }
  }
}

constexpr SimpleFamily kFamily{{.id = "vipersoftx",
                                .taxonomy = Taxonomy::tid,
                                .period = PeriodRule::unbounded(),
                                .parameters = kParameters,
                                .suffix_parameter = "tlds"},
                               generate};

}  // namespace

const Family& vipersoftx() noexcept { return kFamily; }
}  // namespace dgacast
