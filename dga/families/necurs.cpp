// SPDX-License-Identifier: Apache-2.0
// Necurs: 2048 names every four days, never across a month's end. Facts, seeds and sources: dga/catalogue/necurs.json
#include <array>

#include "dga/core/family.h"

namespace dgacast {
namespace {

constexpr std::uint64_t kCount = 2048;
constexpr std::array<std::string_view, 43> kSuffixes{
    "tj", "in", "jp", "tw", "ac", "cm", "la",  "mn",  "so",  "sh",  "sc",  "nu",  "nf", "mu", "ms",
    "mx", "ki", "im", "cx", "cc", "tv", "bz",  "me",  "eu",  "de",  "ru",  "co",  "su", "pw", "kz",
    "sx", "us", "ug", "ir", "to", "ga", "com", "net", "org", "biz", "xxx", "pro", "bit"};
constexpr ParameterSpec kParameters[] = {{.name = "magic", .type = ParameterType::u64}};

constexpr std::uint64_t mix(std::uint64_t value) noexcept {
  const std::uint64_t end = 8 * ((value & 0x7F) + 21);  // from the value that came in
  for (std::uint64_t step = 0; step < end; step += 8) value += ((value * 7) ^ (value << 15)) + step - (value >> 5);
  return value;
}

class Necurs final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "necurs",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::month_days({1, 4, 8, 12, 16, 20, 24, 28}),
                                        .parameters = kParameters};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const CivilDate date = civil(period.begin);
    const std::uint64_t magic = seed.u64("magic");
    const std::uint64_t slot = mix(mix(mix(date.year) + date.month + 0xAAAA) + (date.day >> 2));
    for (std::uint64_t index = 0; index < kCount; ++index) {
      std::uint64_t state = mix(mix(slot + index) + magic);
      const std::uint64_t length = state % 15 + 7;
      for (std::uint64_t i = 0; i < length; ++i) {
        state = mix(state + i);
        out.put(static_cast<char>('a' + state % 25));
        state = mix(state + 0xABBEDF);
      }
      out.put('.');
      out.put(kSuffixes[state % kSuffixes.size()]);
      out.end();
    }
  }
};

}  // namespace

const Family& necurs() noexcept {
  static constexpr Necurs kFamily;
  return kFamily;
}
}  // namespace dgacast
