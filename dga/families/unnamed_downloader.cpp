// SPDX-License-Identifier: Apache-2.0
// An unnamed downloader of 2016: all orders of a few letters as users of github.io. Facts, seeds and sources:
// dga/catalogue/unnamed_downloader.json
#include <algorithm>
#include <numeric>

#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "letters", .type = ParameterType::string, .min = 1, .max = 10}};

void generate(const Seed& seed, const Period&, DomainList& out) {
  std::string letters{seed.text("letters")};
  std::ranges::sort(letters);
  std::string places(letters.size(), '\0');  // permuted instead of the letters, of which some may be equal
  std::iota(places.begin(), places.end(), '\0');
  do {
    for (const char place : places) out.put(letters[static_cast<std::size_t>(place)]);
    out.put(".github.io");
    out.end();
  } while (std::ranges::next_permutation(places).found);
}

constexpr SimpleFamily kFamily{{.id = "unnamed_downloader",
                                .taxonomy = Taxonomy::tid,
                                .period = PeriodRule::unbounded(),
                                .parameters = kParameters},
                               generate};

}  // namespace

const Family& unnamed_downloader() noexcept { return kFamily; }
}  // namespace dgacast
