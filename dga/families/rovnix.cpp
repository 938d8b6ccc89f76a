// SPDX-License-Identifier: Apache-2.0
// Rovnix: the one name of a seed. Where the bot has its seeds from is not known, so nothing is forecast. Facts and
// sources: dga/catalogue/rovnix.json
#include <array>

#include "dga/core/simple_family.h"
#include "dga/random/lcg.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kLabel = 18;
constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz12345678";
constexpr std::array<std::string_view, 5> kSuffixes{"ru", "com", "net", "biz", "cn"};
constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32}};

void generate(const Seed& seed, const Period&, DomainList& out) {
  MsvcRand random{seed.u32("seed")};
  for (std::uint32_t k = 0; k < kLabel; ++k) out.put(kAlphabet[random.next() % kAlphabet.size()]);
  out.put('.');
  out.put(kSuffixes[random.next() % kSuffixes.size()]);
  out.end();
}

constexpr SimpleFamily kFamily{
    {.id = "rovnix", .taxonomy = Taxonomy::tdd, .period = PeriodRule::unbounded(), .parameters = kParameters},
    generate};

}  // namespace

const Family& rovnix() noexcept { return kFamily; }
}  // namespace dgacast
