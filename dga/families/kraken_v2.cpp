// SPDX-License-Identifier: Apache-2.0
// Kraken, second algorithm: two names a number, from a generator that runs one step longer each week. Facts, seeds and
// sources: dga/catalogue/kraken_v2.json
#include <array>
#include <vector>

#include "dga/core/family.h"
#include "dga/random/lcg.h"

namespace dgacast {
namespace {

constexpr UtcSeconds kAnchor{std::chrono::seconds{1'207'000'000}};  // a Monday, 21:46:40 UTC
constexpr auto kWeek = std::chrono::seconds{604'800};
constexpr std::array<std::array<std::string_view, 4>, 2> kSuffixes{
    {{"com", "net", "tv", "cc"}, {"dyndns.org", "yi.org", "dynserv.com", "mooo.com"}}};
constexpr ParameterSpec kParameters[] = {{.name = "ex", .type = ParameterType::u32},
                                         {.name = "nex", .type = ParameterType::u32},
                                         {.name = "tld_set", .type = ParameterType::u8, .min = 1, .max = 2},
                                         {.name = "count", .type = ParameterType::u32, .max = 5'000'000}};

using KrakenLcg = Lcg<1103515245, 12435>;

constexpr std::uint32_t crop(std::uint32_t state) noexcept { return state >> 8 & 0x7FFF; }

/// What many discarded draws make of each 15-bit state: a draw is fed back cropped, so that they are one map, whose
/// powers are had by squaring.
class Discards {
 public:
  explicit Discards(std::int64_t count) : count_(count) {
    if (count < 2) return;
    std::vector<std::uint16_t> once(kStates), square(kStates);
    for (std::uint32_t state = 0; state < kStates; ++state) {
      once[state] = static_cast<std::uint16_t>(crop(KrakenLcg{state}.next()));
      map_.push_back(static_cast<std::uint16_t>(state));
    }
    for (std::int64_t left = count - 1; left > 0; left >>= 1) {
      if ((left & 1) != 0) {
        for (std::uint16_t& state : map_) state = once[state];
      }
      for (std::uint32_t state = 0; state < kStates; ++state) square[state] = once[once[state]];
      once.swap(square);
    }
  }
  std::uint32_t operator()(std::uint32_t state) const {
    if (count_ < 1) return state;
    state = crop(KrakenLcg{state}.next());
    return count_ == 1 ? state : map_[state];
  }

 private:
  static constexpr std::uint32_t kStates = 0x8000;
  std::int64_t count_;
  std::vector<std::uint16_t> map_;
};

void put_label(KrakenLcg random, DomainList& out) {
  const auto draw = [&random] { return crop(random.next()); };
  const std::uint32_t first = draw(), second = draw(), third = draw();
  for (std::uint32_t left = (first * second + third) % 6 + 7; left > 0; --left) {
    out.put(static_cast<char>('a' + draw() % 26));
  }
}

class KrakenV2 final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "kraken_v2",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::every(kWeek, kAnchor),
                                        .parameters = kParameters};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const std::int64_t week = (period.begin - kAnchor) / kWeek + 2;
    const Discards usual(week), late(week - 1);
    const auto& suffixes = kSuffixes[seed.u8("tld_set") - 1];
    const std::uint32_t starts[] = {seed.u32("nex"), seed.u32("ex")}, count = seed.u32("count");
    for (std::uint32_t number = 0; number < count; ++number) {
      const std::uint32_t kind = number % 9;
      for (const std::uint32_t start : starts) {
        const std::uint32_t state = 3 * number + start;
        put_label({kind < 6 ? usual(state) : kind < 8 ? late(state) : state}, out);
        out.put('.');
        out.put(suffixes[number % suffixes.size()]);
        out.end();
      }
    }
  }
};

}  // namespace

const Family& kraken_v2() noexcept {
  static constexpr KrakenV2 kFamily;
  return kFamily;
}
}  // namespace dgacast
