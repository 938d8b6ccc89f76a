// SPDX-License-Identifier: Apache-2.0
// Proslikefan: ten names a day under each of ten TLDs. Facts, seeds and sources: dga/catalogue/proslikefan.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/proslikefan_names.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "magic", .type = ParameterType::string, .max = 4096},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = 1}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  proslikefan_names(seed.text("magic"), civil(period.begin), seed.words("tlds").words(), out);
}

constexpr SimpleFamily kFamily{{.id = "proslikefan",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::day(),
                                .parameters = kParameters,
                                .suffix_parameter = "tlds"},
                               generate};

}  // namespace

const Family& proslikefan() noexcept { return kFamily; }
}  // namespace dgacast
