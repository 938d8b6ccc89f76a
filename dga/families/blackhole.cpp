// SPDX-License-Identifier: Apache-2.0
// Blackhole (RunForestRun): one .ru name a half-day, the same each year. Facts and sources:
// dga/catalogue/blackhole.json
#include <cmath>

#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

// Park and Miller's generator in floating point, with quotients that the script forgets to cut to integers.
constexpr double kFactor = 48271;
constexpr double kModulus = 2147483647;
constexpr double kQuotient = kModulus / kFactor;
constexpr double kRest = 3399;  // kModulus mod kFactor
constexpr double kInverse = 1 / kModulus;
constexpr ParameterSpec kParameters[] = {{.name = "tld", .type = ParameterType::string, .min = 1, .max = 253},
                                         {.name = "length", .type = ParameterType::u32, .min = 1, .max = 63}};

/// The script asks whether the hour is greater than 12, so the second half-day begins at 13:00.
Period window(const Seed&, UtcSeconds instant) {
  const UtcSeconds midnight = midnight_before(instant);
  const UtcSeconds one = midnight + std::chrono::hours{13};
  return instant < one ? Period{midnight, one} : Period{one, midnight + std::chrono::days{1}};
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  const double afternoon = period.begin == midnight_before(period.begin) ? 0 : 1;
  double state = 2345678901 + ((date.month - 1) * 16777215.0 + date.day * 65535.0 + afternoon * 4095);
  const std::uint32_t length = seed.u32("length");
  for (std::uint32_t k = 0; k < length; ++k) {
    const double high = state / kQuotient;
    const double low = std::fmod(state, kQuotient);
    const double next = kFactor * low - kRest * high;
    state = next > 0 ? next : next + kModulus;
    out.put(static_cast<char>('a' + static_cast<int>(std::round(25 * (state * kInverse)))));
  }
  out.put('.');
  out.put(seed.text("tld"));
  out.end();
}

constexpr SimpleFamily kFamily{{.id = "blackhole",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::custom("half a day, split at 13:00", window),
                                .parameters = kParameters,
                                .suffix_parameter = "tld"},
                               generate};

}  // namespace

const Family& blackhole() noexcept { return kFamily; }
}  // namespace dgacast
