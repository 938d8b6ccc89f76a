// SPDX-License-Identifier: Apache-2.0
// Qadars v3, a banking trojan: 200 names a week. Facts, seeds and sources: dga/catalogue/qadars.json
#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kCount = 200;
constexpr std::uint32_t kLabel = 12;
constexpr std::uint32_t kTlds = 3;
constexpr std::uint32_t kFactor = 1043968403;
constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr ParameterSpec kParameters[] = {
    {.name = "seed", .type = ParameterType::u32},
    {.name = "tlds", .type = ParameterType::word_list, .min = kTlds, .max = kTlds}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const std::uint32_t increment = seed.u32("seed");
  const WordList& tlds = seed.words("tlds");
  auto state = static_cast<std::uint32_t>(unix_time(period.begin));  // only its low 31 bits matter
  const auto next = [&] { return state = (increment - kFactor * state) & 0x7FFF'FFFF; };
  for (std::uint32_t name = 0; name < kCount; ++name) {
    for (std::uint32_t i = 0; i < kLabel; ++i) out.put(kAlphabet[next() % kAlphabet.size()]);
    out.put('.');
    out.put(tlds[next() % kTlds]);
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "qadars",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::iso_week(),
                                .parameters = kParameters,
                                .suffix_parameter = "tlds"},
                               generate};

}  // namespace

const Family& qadars() noexcept { return kFamily; }
}  // namespace dgacast
