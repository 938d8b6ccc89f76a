// SPDX-License-Identifier: Apache-2.0
// BazarBackdoor, versions 2 to 7: all products of four syllables from blocks that the month chooses. Facts, seeds and
// sources: dga/catalogue/bazarbackdoor.json
#include "dga/core/simple_family.h"
#include "dga/families/shared/bazar_names.h"

namespace dgacast {
namespace {

void check(const Seed& seed, std::string_view where) { check_bazar_seed("bazarbackdoor", seed, where); }

void generate(const Seed& seed, const Period& period, DomainList& out) {
  put_bazar_names(seed, civil(period.begin), out);
}

constexpr SimpleFamily kFamily{
    {.id = "bazarbackdoor", .taxonomy = Taxonomy::tdd, .period = PeriodRule::month(), .parameters = kBazarParameters},
    generate,
    check};

}  // namespace

const Family& bazarbackdoor() noexcept { return kFamily; }
}  // namespace dgacast
