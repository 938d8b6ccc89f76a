// SPDX-License-Identifier: Apache-2.0
// An unnamed downloader of 2016: all orders of a few letters as users of github.io. Facts, seeds and sources:
// dga/catalogue/unnamed_downloader.json
#include <algorithm>
#include <numeric>

#include "dga/core/family.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "letters", .type = ParameterType::string, .min = 1, .max = 10}};

class UnnamedDownloader final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "unnamed_downloader",
                                        .taxonomy = Taxonomy::tid,
                                        .period = PeriodRule::unbounded(),
                                        .parameters = kParameters};
    return kFacts;
  }
  void generate(const Seed& seed, const Period&, DomainList& out) const override {
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
};

}  // namespace

const Family& unnamed_downloader() noexcept {
  static constexpr UnnamedDownloader kFamily;
  return kFamily;
}
}  // namespace dgacast
