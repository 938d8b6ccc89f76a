// SPDX-License-Identifier: Apache-2.0
// Vidro: 100 names a week from the number of the week. Facts and sources: dga/catalogue/vidro.json
#include <array>

#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/random/lcg.h"

namespace dgacast {
namespace {

constexpr std::chrono::days kWeek{7};
constexpr UtcSeconds kAnchor{std::chrono::seconds{1'274'000'000}};  // 2010-05-16T08:53:20Z
constexpr std::uint32_t kLabels = 100;  // from here on the labels come again, with another TLD
constexpr std::array<std::string_view, 3> kSuffixes{"dyndns.org", "com", "net"};
constexpr ParameterSpec kParameters[] = {kCountParameter};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const auto week = static_cast<std::uint32_t>((period.begin - kAnchor) / kWeek);  // wraps before the anchor
  const std::uint32_t count = seed.u32("count");
  for (std::uint32_t name = 0; name < count; ++name) {
    AnsiLcg lcg{123456 * (week + 1005) + name % kLabels};
    const auto random = [&lcg] { return lcg.next() >> 10; };
    const std::uint32_t length = random() % 6 + 7;
    for (std::uint32_t k = 0; k < length; ++k) out.put(static_cast<char>('a' + random() % 26));
    out.put('.');
    out.put(kSuffixes[name % kSuffixes.size()]);
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "vidro",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::every(kWeek, kAnchor),
                                .parameters = kParameters,
                                .suffixes = kSuffixes},
                               generate};

}  // namespace

const Family& vidro() noexcept { return kFamily; }
}  // namespace dgacast
