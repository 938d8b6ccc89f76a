// SPDX-License-Identifier: Apache-2.0
// Enviserv: MD5 of a seed text and an index, the same for every date. Facts, seeds and sources:
// dga/catalogue/enviserv.json
#include <fmt/format.h>
#include <array>
#include <iterator>

#include "dga/core/simple_family.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, 6> kSuffixes{".com", ".net", ".org", ".info", ".biz", ".in"};
constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::string, .max = 4096},
                                         {.name = "count", .type = ParameterType::u32, .max = 5'000'000}};

void generate(const Seed& seed, const Period&, DomainList& out) {
  std::string text(seed.text("seed"));
  const std::size_t fixed = text.size();
  const std::uint32_t count = seed.u32("count");
  for (std::uint32_t index = 0; index < count; ++index) {
    text.resize(fixed);
    fmt::format_to(std::back_inserter(text), "{}", index);
    std::array<char, 32> digits;
    hex_digits(md5(text), digits.data());
    out.put({digits.data(), 10});
    out.put(kSuffixes[index % kSuffixes.size()]);
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "enviserv", .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = kParameters},
    generate};

}  // namespace

const Family& enviserv() noexcept { return kFamily; }
}  // namespace dgacast
