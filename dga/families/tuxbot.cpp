// SPDX-License-Identifier: Apache-2.0
// TuxBot: SHA-512 of date, constant and index, 20 names a day. Facts and sources: dga/catalogue/tuxbot.json
#include <fmt/format.h>
#include <array>
#include <iterator>
#include <string>

#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::size_t kLabel = 12;
constexpr std::array<std::string_view, 6> kSuffixes{"com", "net", "org", "info", "biz", "cc"};
constexpr ParameterSpec kParameters[] = {{.name = "salt", .type = ParameterType::string, .max = 4096},
                                         {.name = "first", .type = ParameterType::u32},
                                         kCountParameter};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  std::string text = fmt::format("{}-{}-", format_date(period.begin), seed.text("salt"));
  const std::size_t salted = text.size();
  const std::uint64_t first = seed.u32("first");
  for (std::uint64_t index = first; index < first + seed.u32("count"); ++index) {
    text.resize(salted);
    fmt::format_to(std::back_inserter(text), "{}", index);
    const Sha512Digest digest = sha512(text);
    char* const label = out.extend(kLabel);
    for (std::size_t k = 0; k < kLabel; ++k) label[k] = static_cast<char>('a' + digest[k] % 26);
    out.put('.');
    out.put(kSuffixes[digest[kLabel] % kSuffixes.size()]);
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "tuxbot",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::day(),
                                .parameters = kParameters,
                                .suffixes = kSuffixes},
                               generate};

}  // namespace

const Family& tuxbot() noexcept { return kFamily; }
}  // namespace dgacast
