// SPDX-License-Identifier: Apache-2.0
// Ranbyus, algorithm of September 2015: 40 or 120 names a day. Facts, seeds and sources:
// dga/catalogue/ranbyus_september.json
#include "dga/families/shared/ranbyus_september.h"
#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"

namespace dgacast {
namespace {

using namespace ranbyus_september_algorithm;

constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = kSuffixes},
                                         kCountParameter};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  const WordList& suffixes = seed.words("tlds");
  const std::uint32_t count = seed.u32("count");
  std::uint64_t state = date.day * date.month * date.year ^ seed.u32("seed");
  for (std::uint32_t index = 0; index < count; ++index) {
    const auto first = block(state), second = block(state);
    for (std::size_t i = 0; i < kLabel; ++i) {
      out.put(letter_at(first, second, i));
    }
    out.put('.');
    out.put(suffixes[(date.day + index) % kSuffixes]);
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "ranbyus_september",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::day(),
                                .parameters = kParameters,
                                .look_back = 30,
                                .suffix_parameter = "tlds"},
                               generate};

}  // namespace

const Family& ranbyus_september() noexcept { return kFamily; }
}  // namespace dgacast
