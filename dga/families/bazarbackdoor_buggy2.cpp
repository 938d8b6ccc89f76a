// SPDX-License-Identifier: Apache-2.0
// BazarBackdoor with a pool that is too short for the summer: from June to September names fail, in part or all. Facts
// and sources: dga/catalogue/bazarbackdoor_buggy2.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/bazar_names.h"

namespace dgacast {
namespace {

void check(const Seed& seed, std::string_view where) { check_bazar_seed("bazarbackdoor_buggy2", seed, where); }

void generate(const Seed& seed, const Period& period, DomainList& out) {
  put_bazar_names(seed, civil(period.begin), out);
}

constexpr SimpleFamily kFamily{{.id = "bazarbackdoor_buggy2",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::month(),
                                .parameters = kBazarParameters},
                               generate,
                               check};

}  // namespace

const Family& bazarbackdoor_buggy2() noexcept { return kFamily; }
}  // namespace dgacast
