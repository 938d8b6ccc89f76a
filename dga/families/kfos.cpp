// SPDX-License-Identifier: Apache-2.0
// Kfos: every prefix with every brand under every suffix. Facts and sources: dga/catalogue/kfos.json
#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "prefixes", .type = ParameterType::word_list, .min = 1, .max = 1000},
                                         {.name = "brands", .type = ParameterType::word_list, .min = 1, .max = 1000},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = 1, .max = 64}};

void generate(const Seed& seed, const Period&, DomainList& out) {
  for (const std::string_view prefix : seed.words("prefixes").words()) {
    for (const std::string_view brand : seed.words("brands").words()) {
      for (const std::string_view tld : seed.words("tlds").words()) {
        out.put(prefix);
        out.put('-');
        out.put(brand);
        out.put('.');
        out.put(tld);
        out.end();
      }
    }
  }
}

constexpr SimpleFamily kFamily{{.id = "kfos",
                                .taxonomy = Taxonomy::tid,
                                .period = PeriodRule::unbounded(),
                                .parameters = kParameters,
                                .suffix_parameter = "tlds"},
                               generate};

}  // namespace

const Family& kfos() noexcept { return kFamily; }
}  // namespace dgacast
