// SPDX-License-Identifier: Apache-2.0
// Ranbyus, algorithm of May 2015: 40 names a day. Facts, seeds and sources: dga/catalogue/ranbyus_may.json
#include <algorithm>
#include <array>
#include <vector>

#include "dga/core/family.h"
#include "dga/core/seed_search.h"
#include "dga/random/ranbyus_registers.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kCount = 40;
constexpr std::size_t kLabel = 14;
// The bot's ninth, org, is never reached.
constexpr std::array<std::string_view, 8> kSuffixes{"in", "me", "cc", "su", "tw", "net", "com", "pw"};
constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32}};

/// Two of the four registers do not depend on the seed: what they give each letter is had once a day, and the other two
/// run for many seeds side by side.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "seed: all 2^32 for each day in the range (not for the days before it, which bots also try) and each index "
           "that the suffix leaves; a range of one day is fastest";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"seed"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    std::vector<FoundSeed> found;
    for (std::size_t i = 0; i + search.at_least <= search.names.size(); ++i) {
      for (UtcSeconds at = search.range.begin; at < search.range.end; at += std::chrono::days{1})
        find(search, search.names[i], civil(at), found);
    }
    return found;
  }

 private:
  static constexpr std::size_t kLanes = 64;

  static void find(const SeedSearch& search, std::string_view name, const CivilDate& date,
                   std::vector<FoundSeed>& found) {
    const std::string_view label = first_label(name);
    if (label.size() != kLabel || name.size() < kLabel + 2) return;
    const auto suffix = std::ranges::find(kSuffixes, name.substr(kLabel + 1));
    if (suffix == kSuffixes.end()) return;
    const auto place = static_cast<std::uint32_t>(suffix - kSuffixes.begin()), places = std::uint32_t{kSuffixes.size()};
    const std::uint32_t first = (place + places - date.day % places) % places;
    const std::uint32_t last = first + (kCount - 1 - first) / places * places;
    std::vector<std::uint32_t> others;  // month and year of each letter
    RanbyusRegisters registers{date, 0};
    while (others.size() < (last + 1) * kLabel) {
      registers.next_letter();
      others.push_back(registers.month() ^ registers.year());
    }
    const auto seeds = search_all<std::uint32_t>(
        search, (std::uint64_t{1} << 32) / kLanes,
        [&](std::uint64_t block, std::vector<std::uint32_t>& out) {
          std::array<std::uint32_t, kLanes> day, seed;
          for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
            day[lane] = date.day;
            seed[lane] = static_cast<std::uint32_t>(block * kLanes) + lane;
          }
          for (std::uint32_t step = 0; step <= last * kLabel; ++step) {
            for (std::size_t lane = 0; lane < kLanes; ++lane) RanbyusRegisters::step(day[lane], seed[lane]);
            if (step % (places * kLabel) != first * kLabel) continue;
            for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
              if (RanbyusRegisters::letter(day[lane] ^ others[step]) != label[0]) continue;
              std::uint32_t one = day[lane], other = seed[lane];
              std::size_t i = 1;
              for (; i < kLabel; ++i) {
                RanbyusRegisters::step(one, other);
                if (RanbyusRegisters::letter(one ^ others[step + i]) != label[i]) break;
              }
              if (i == kLabel) out.push_back(static_cast<std::uint32_t>(block * kLanes) + lane);
            }
          }
        },
        1 << 14);
    for (const std::uint32_t seed : seeds) found.push_back({{"seed", hex_word(seed)}});
  }
};

class RanbyusMay final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "ranbyus_may",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::day(),
                                        .parameters = kParameters,
                                        .look_back = 30};
    return kFacts;
  }
  const SeedSearcher* searcher() const noexcept override {
    static constexpr Search kSearch;
    return &kSearch;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const CivilDate date = civil(period.begin);
    RanbyusRegisters registers{date, seed.u32("seed")};
    for (std::uint32_t index = 0; index < kCount; ++index) {
      for (std::size_t i = 0; i < kLabel; ++i) out.put(registers.next_letter());
      out.put('.');
      out.put(kSuffixes[(date.day + index) % kSuffixes.size()]);
      out.end();
    }
  }
};

}  // namespace

const Family& ranbyus_may() noexcept {
  static constexpr RanbyusMay kFamily;
  return kFamily;
}
}  // namespace dgacast
