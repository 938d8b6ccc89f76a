// SPDX-License-Identifier: Apache-2.0
// Ranbyus, algorithm of September 2015: 40 names a day. Facts, seeds and sources: dga/catalogue/ranbyus_september.json
#include <array>

#include "dga/core/family.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kCount = 40;
constexpr std::size_t kLabel = 17;
constexpr std::size_t kSuffixes = 8;  // the tables have nine; the last is never reached
constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = kSuffixes}};

constexpr std::uint64_t next(std::uint64_t state) noexcept { return 0x5851F42D4C957F2D * state + 0x14057B7EF767814F; }
constexpr std::uint32_t low(std::uint64_t word) noexcept { return static_cast<std::uint32_t>(word); }
constexpr std::uint32_t high(std::uint64_t word) noexcept { return static_cast<std::uint32_t>(word >> 32); }

/// Three steps of the generator, cut into four words.
std::array<std::uint32_t, 4> block(std::uint64_t& state) noexcept {
  const std::uint64_t first = next(state), second = next(first), third = next(second);
  const std::uint32_t key = (low(third >> 24) & 0xFFFF'FF00) | low(third) >> 24;
  state = third;
  return {((key ^ low(second)) & 0x000F'FFFF) ^ low(second), high(second),
          (low(first) & 0xFFF0'0000) | high(third) >> 12, high(first)};
}

class RanbyusSeptember final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "ranbyus_september",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::day(),
                                        .parameters = kParameters,
                                        .look_back = 30,
                                        .suffix_parameter = "tlds"};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const CivilDate date = civil(period.begin);
    const WordList& suffixes = seed.words("tlds");
    std::uint64_t state = date.day * date.month * date.year ^ seed.u32("seed");
    for (std::uint32_t index = 0; index < kCount; ++index) {
      const auto first = block(state), second = block(state);
      for (std::size_t i = 0; i < kLabel; ++i) {
        const std::uint32_t word = (i < 16 ? first : second)[i / 4 % 4];
        out.put(static_cast<char>('a' + (word >> 8 * (i % 4) & 0xFF) % 25));
      }
      out.put('.');
      out.put(suffixes[(date.day + index) % kSuffixes]);
      out.end();
    }
  }
};

}  // namespace

const Family& ranbyus_september() noexcept {
  static constexpr RanbyusSeptember kFamily;
  return kFamily;
}
}  // namespace dgacast
