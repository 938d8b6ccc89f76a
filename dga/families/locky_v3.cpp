// SPDX-License-Identifier: Apache-2.0
// Locky, third DGA: twelve names every two days. Facts, seeds and sources: dga/catalogue/locky_v3.json
#include <bit>

#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/families/shared/locky.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32},
                                         {.name = "shift", .type = ParameterType::u32, .max = 31},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = 1},
                                         kCountParameter};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  constexpr std::uint32_t kIncrement = LockyMixer::kIncrement;
  const LockyMixer mixer{seed.u32("shift")};
  const CivilDate date = civil(period.begin);
  const std::uint32_t campaign = seed.u32("seed");
  const auto tlds = seed.words("tlds").words();
  const std::uint32_t count = seed.u32("count");
  for (std::uint32_t name = 0; name < count; ++name) {
    std::uint32_t state = 0;
    for (std::uint32_t year = date.year; year < date.year + 7; ++year) {  // the day and the month stay
      const std::uint32_t a1 = (mixer.mix(year + state + 0x1BF5) + kIncrement) ^ state;
      const std::uint32_t a3 = (mixer.mix(a1 + campaign) + kIncrement) ^ a1;
      const std::uint32_t a5 = 0xD8EFFFFF - mixer.mix(date.day / 2 + a3) + a3;
      const std::uint32_t a7 = a5 + mixer.mix(date.month + a5 - 0x65CAD) + kIncrement;
      state = (mixer.mix(a7 + std::rotl(campaign, 17) + std::rotl(name, 21)) + kIncrement) ^ a7;
    }
    mixer.put_name(state, 7, tlds, out);
  }
}

constexpr SimpleFamily kFamily{{.id = "locky_v3",
                                .taxonomy = Taxonomy::tdd,
                                .period = kLockyPeriod,
                                .parameters = kParameters,
                                .suffix_parameter = "tlds"},
                               generate};

}  // namespace

const Family& locky_v3() noexcept { return kFamily; }
}  // namespace dgacast
