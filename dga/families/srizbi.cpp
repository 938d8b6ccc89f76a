// SPDX-License-Identifier: Apache-2.0
// Srizbi: four .com names a 3-day window from a 32-bit key. Facts, seeds and sources: dga/catalogue/srizbi.json
#include "dga/core/family.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kNames = 4;
constexpr std::int64_t kWindowDays = 3;
constexpr std::string_view kAlphabet = "qwertyuiopasdfg";
constexpr ParameterSpec kParameters[] = {{.name = "key", .type = ParameterType::u32},
                                         {.name = "day_offset", .type = ParameterType::i32, .max = 100'000}};

/// The day, with the offset, from which a window's names are made: a multiple of three.
std::int64_t shifted_day(const Seed& seed, UtcSeconds instant) {
  const std::int64_t day = days_since_1970(instant) + seed.i32("day_offset");
  return day - (day % kWindowDays + kWindowDays) % kWindowDays;
}

Period window(const Seed& seed, UtcSeconds instant) {
  const UtcSeconds begin = UtcDay{std::chrono::days{shifted_day(seed, instant) - seed.i32("day_offset")}};
  return {begin, begin + std::chrono::days{kWindowDays}};
}

class Srizbi final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "srizbi",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::custom("3 days", window),
                                        .parameters = kParameters};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const auto nibble = static_cast<std::uint32_t>(shifted_day(seed, period.begin) & 0xF);
    const std::uint32_t state =
        static_cast<std::uint32_t>(shifted_day(seed, period.begin)) ^ seed.u32("key") ^ nibble * 0x11111111u;
    for (std::uint32_t name = 1; name <= kNames; ++name) {
      for (int shift = 0; shift < 32; shift += 8) {  // octets from the low end, in each the high nibble first
        out.put(kAlphabet[(state >> (shift + 4) & 15) * name % kAlphabet.size()]);
        out.put(kAlphabet[(state >> shift & 15) * name % kAlphabet.size()]);
      }
      out.put(".com");
      out.end();
    }
  }
};

}  // namespace

const Family& srizbi() noexcept {
  static constexpr Srizbi kFamily;
  return kFamily;
}
}  // namespace dgacast
