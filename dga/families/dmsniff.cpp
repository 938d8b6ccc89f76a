// SPDX-License-Identifier: Apache-2.0
// DMSniff, a point-of-sale malware: 50 fixed names a sample. Facts, seeds and sources: dga/catalogue/dmsniff.json
#include <array>

#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, 5> kSuffixes{"com", "org", "net", "ru", "in"};
constexpr std::uint64_t kLargestFactor = 0xFFFF'FFFF;
constexpr ParameterSpec kParameters[] = {{.name = "prefix", .type = ParameterType::string, .max = 57},
                                         {.name = "factors", .type = ParameterType::number_list, .min = 6, .max = 6},
                                         kCountParameter};

/// 0 .. 24: the letter 'z' never occurs.
constexpr std::uint32_t halve(std::uint64_t value) {
  while (value > 24) value >>= 1;
  return static_cast<std::uint32_t>(value);
}

void generate(const Seed& seed, const Period&, DomainList& out) {
  const std::string_view prefix = seed.text("prefix");
  const auto factors = seed.numbers("factors");
  const std::uint32_t count = seed.u32("count");
  for (std::uint32_t number = 1; number <= count; ++number) {
    out.put(prefix);
    for (const std::uint64_t factor : factors) out.put(static_cast<char>('a' + halve(factor * number)));
    out.put('.');
    out.put(kSuffixes[halve(number) / 5]);
    out.end();
  }
}

void check(const Seed& seed, std::string_view where) {
  for (const std::uint64_t factor : seed.numbers("factors")) {
    if (factor <= kLargestFactor) continue;
    throw InputError{{std::string(where), "dmsniff: the factor " + std::to_string(factor) + " is beyond 32 bits",
                      "give 0 to " + std::to_string(kLargestFactor)}};
  }
}

constexpr SimpleFamily kFamily{{.id = "dmsniff",
                                .taxonomy = Taxonomy::tid,
                                .period = PeriodRule::unbounded(),
                                .parameters = kParameters,
                                .suffixes = kSuffixes},
                               generate,
                               check};

}  // namespace

const Family& dmsniff() noexcept { return kFamily; }
}  // namespace dgacast
