// SPDX-License-Identifier: Apache-2.0
// Zloader 1.x: 32 .com names a day; RC4 turns the day into the seed. Facts, seeds and sources:
// dga/catalogue/zloader.json
#include <array>

#include "dga/core/simple_family.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kCount = 32;
constexpr std::size_t kLabel = 20;
constexpr ParameterSpec kParameters[] = {{.name = "rc4_key", .type = ParameterType::string, .min = 1, .max = 256}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const auto time = static_cast<std::uint32_t>(unix_time(period.begin));  // wraps in 2106, as in the bot
  std::array<std::uint8_t, 4> octets{static_cast<std::uint8_t>(time), static_cast<std::uint8_t>(time >> 8),
                                     static_cast<std::uint8_t>(time >> 16), static_cast<std::uint8_t>(time >> 24)};
  rc4(seed.text("rc4_key"), octets);
  const std::uint32_t start =
      octets[0] | std::uint32_t{octets[1]} << 8 | std::uint32_t{octets[2]} << 16 | std::uint32_t{octets[3]} << 24;
  std::uint32_t state = start;
  for (std::uint32_t index = 0; index < kCount; ++index) {
    for (std::size_t i = 0; i < kLabel; ++i) {
      const std::uint32_t letter = 'a' + state % 25;
      out.put(static_cast<char>(letter));
      state = start ^ (state + letter);
    }
    out.put(".com");
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "zloader", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters}, generate};

}  // namespace

const Family& zloader() noexcept { return kFamily; }
}  // namespace dgacast
