// SPDX-License-Identifier: Apache-2.0
// An early form of Proslikefan, which went without a name: ten names a day under each of three TLDs. Facts and sources:
// dga/catalogue/unnamed_javascript_dga.json
#include <array>

#include "dga/core/simple_family.h"
#include "dga/families/shared/proslikefan_names.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, 3> kSuffixes{"cc", "co", "eu"};
constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::string, .max = 4096}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  proslikefan_names(seed.text("seed"), civil(period.begin), kSuffixes, out);
}

constexpr SimpleFamily kFamily{{.id = "unnamed_javascript_dga",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::day(),
                                .parameters = kParameters,
                                .suffixes = kSuffixes},
                               generate};

}  // namespace

const Family& unnamed_javascript_dga() noexcept { return kFamily; }
}  // namespace dgacast
