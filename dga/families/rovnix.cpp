// SPDX-License-Identifier: Apache-2.0
// Rovnix: the one name of a seed. Where the bot has its seeds from is not known, so nothing is forecast. Facts and
// sources: dga/catalogue/rovnix.json
#include <array>

#include "dga/core/family.h"
#include "dga/random/lcg.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kLabel = 18;
constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz12345678";
constexpr std::array<std::string_view, 5> kSuffixes{"ru", "com", "net", "biz", "cn"};
constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32}};

class Rovnix final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{
        .id = "rovnix", .taxonomy = Taxonomy::tdd, .period = PeriodRule::unbounded(), .parameters = kParameters};
    return kFacts;
  }
  void generate(const Seed& seed, const Period&, DomainList& out) const override {
    MsvcRand random{seed.u32("seed")};
    for (std::uint32_t k = 0; k < kLabel; ++k) out.put(kAlphabet[random.next() % kAlphabet.size()]);
    out.put('.');
    out.put(kSuffixes[random.next() % kSuffixes.size()]);
    out.end();
  }
};

}  // namespace

const Family& rovnix() noexcept {
  static constexpr Rovnix kFamily;
  return kFamily;
}
}  // namespace dgacast
