// SPDX-License-Identifier: Apache-2.0
// Locky, second DGA: eight names every two days. Facts, seeds and sources: dga/catalogue/locky_v2.json
#include <bit>

#include "dga/core/simple_family.h"
#include "dga/families/shared/locky.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32},
                                         {.name = "shift", .type = ParameterType::u32, .max = 31},
                                         {.name = "mod", .type = ParameterType::u32, .min = 1, .max = 10'000'000},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = 1}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  constexpr std::uint32_t kIncrement = LockyMixer::kIncrement;
  const LockyMixer mixer{seed.u32("shift")};
  const CivilDate date = civil(period.begin);
  const std::uint32_t campaign = seed.u32("seed");
  std::uint32_t time = mixer.mix(date.year + 0x1BF5);
  if (campaign != 0) time = mixer.mix(time + campaign + kIncrement);
  time = mixer.mix(time + date.day / 2 + kIncrement);
  time = mixer.mix(time + date.month + 0x2709A354);
  const auto tlds = seed.words("tlds").words();
  const std::uint32_t count = seed.u32("mod");
  for (std::uint32_t name = 0; name < count; ++name) {
    const std::uint32_t state =
        mixer.mix(std::rotl(name, 21) + time + std::rotl(campaign, 17) + kIncrement) + kIncrement;
    mixer.put_name(state, 5, tlds, out);
  }
}

constexpr SimpleFamily kFamily{{.id = "locky_v2",
                                .taxonomy = Taxonomy::tdd,
                                .period = kLockyPeriod,
                                .parameters = kParameters,
                                .suffix_parameter = "tlds"},
                               generate};

}  // namespace

const Family& locky_v2() noexcept { return kFamily; }
}  // namespace dgacast
