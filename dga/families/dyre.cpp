// SPDX-License-Identifier: Apache-2.0
// Dyre, a banking trojan: 1000 names a day from SHA-256 of the date and an index. Facts and sources:
// dga/catalogue/dyre.json
#include <fmt/format.h>
#include <array>
#include <iterator>

#include "dga/core/simple_family.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, 8> kSuffixes{".cc", ".ws", ".to", ".in", ".hk", ".cn", ".tk", ".so"};
constexpr ParameterSpec kParameters[] = {{.name = "count", .type = ParameterType::u32, .max = 5'000'000}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  std::string text = fmt::format("{}-{}-{}", date.year, date.month, date.day);  // no padding
  const std::size_t dated = text.size();
  const std::uint32_t count = seed.u32("count");
  for (std::uint32_t index = 0; index < count; ++index) {
    text.resize(dated);
    fmt::format_to(std::back_inserter(text), "{}", index);
    std::array<char, 64> digits;
    hex_digits(sha256(text), digits.data());
    out.put(static_cast<char>('a' + index % 26));
    out.put({digits.data() + 3, 33});
    out.put(kSuffixes[index % kSuffixes.size()]);
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "dyre", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters}, generate};

}  // namespace

const Family& dyre() noexcept { return kFamily; }
}  // namespace dgacast
