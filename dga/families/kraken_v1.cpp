// SPDX-License-Identifier: Apache-2.0
// Kraken, first algorithm: a generator that a polynomial of the name's number starts. Facts, seeds and sources:
// dga/catalogue/kraken_v1.json
#include <array>

#include "dga/core/family.h"
#include "dga/random/lcg.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, 4> kZones{".dyndns.org", ".yi.org", ".dynserv.com", ".mooo.com"};
constexpr ParameterSpec kParameters[] = {
    {.name = "ex", .type = ParameterType::i32},
    {.name = "nex", .type = ParameterType::i32},
    {.name = "first_number", .type = ParameterType::u32},
    {.name = "count", .type = ParameterType::u32, .max = 5'000'000},
    {.name = "branch", .type = ParameterType::enumeration, .choices = "both|nex|ex"}};

/// A ninth, of the number as a signed one: towards zero.
constexpr std::uint32_t ninth(std::uint32_t value) noexcept {
  return static_cast<std::uint32_t>(static_cast<std::int32_t>(value) / 9);
}

void put_name(std::uint32_t number, std::uint32_t state, DomainList& out) {
  Lcg<1103515245, 12435> random{state};  // not the usual 12345
  const auto draw = [&random] { return static_cast<std::int32_t>(random.next() >> 8 & 0x7FFF); };
  const std::int32_t first = draw(), second = draw(), third = draw();
  const std::int32_t length = ((first * second - third) % 6 + 6) % 6 + 6;
  for (std::int32_t left = length; left > 0; --left) out.put(static_cast<char>('a' + draw() % 26));
  out.put(kZones[number % kZones.size()]);
  out.end();
}

class KrakenV1 final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{
        .id = "kraken_v1", .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = kParameters};
    return kFacts;
  }
  void generate(const Seed& seed, const Period&, DomainList& out) const override {
    const auto ex = static_cast<std::uint32_t>(seed.i32("ex")), nex = static_cast<std::uint32_t>(seed.i32("nex"));
    const std::string_view branch = seed.text("branch");
    const std::uint32_t first = seed.u32("first_number"), count = seed.u32("count");
    for (std::uint32_t index = 0; index < count; ++index) {
      const std::uint32_t n = first + index;
      if (branch != "ex") put_name(n, ninth((n + 2) * (n + 7) * n) + (3 * n + 1) * n + nex, out);
      if (branch != "nex") put_name(n, ninth(n * (n + 7) * (n + 12)) + n * (n + 1) + ex, out);
    }
  }
};

}  // namespace

const Family& kraken_v1() noexcept {
  static constexpr KrakenV1 kFamily;
  return kFamily;
}
}  // namespace dgacast
