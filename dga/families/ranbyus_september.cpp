// SPDX-License-Identifier: Apache-2.0
// Ranbyus, algorithm of September 2015: 40 names a day. Facts, seeds and sources: dga/catalogue/ranbyus_september.json
#include <algorithm>
#include <array>
#include <vector>

#include "dga/core/family.h"
#include "dga/core/seed_search.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kCount = 40;
constexpr std::size_t kLabel = 17;
constexpr std::size_t kSuffixes = 8;  // the tables have nine; the last is never reached
constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = kSuffixes}};

constexpr std::uint64_t kFactor = 0x5851F42D4C957F2D;
constexpr std::uint64_t next(std::uint64_t state) noexcept { return kFactor * state + 0x14057B7EF767814F; }
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

constexpr char letter_of(std::uint32_t word) noexcept { return static_cast<char>('a' + (word & 0xFF) % 25); }
/// Letter `i` of a label, from its two blocks.
constexpr char letter_at(const std::array<std::uint32_t, 4>& first, const std::array<std::uint32_t, 4>& second,
                         std::size_t i) noexcept {
  return letter_of((i < 16 ? first : second)[i / 4 % 4] >> 8 * (i % 4));
}

/// The date and the seed come together by exclusive or: one walk over what they make serves all dates. A name's suffix
/// tells its index modulo 8, and the letters 12 to 15 come from one step of the generator alone.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "seed: all 2^32 states of a day, for each index that the suffix leaves; a range of one day is fastest";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"seed"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    std::vector<FoundSeed> found;
    for (std::size_t i = 0; i + search.at_least <= search.names.size(); ++i) find(search, search.names[i], found);
    return found;
  }

 private:
  struct Jump {  // 6 * index + 1 steps of the generator at once
    std::uint32_t index;
    std::uint64_t factor, increment;
  };
  struct Match {
    std::uint32_t state, index;
  };

  static void find(const SeedSearch& search, std::string_view name, std::vector<FoundSeed>& found) {
    const std::string_view label = first_label(name);
    if (label.size() != kLabel || name.size() < kLabel + 2) return;
    const std::string_view suffix = name.substr(kLabel + 1);
    // The days from which a list may come, and what is left of the index on each.
    struct Day {
      std::uint32_t product;
      std::uint32_t day;
    };
    std::vector<Day> days;
    for (UtcSeconds at = search.range.begin - std::chrono::days{30}; at < search.range.end;
         at += std::chrono::days{1}) {
      const CivilDate date = civil(at);
      days.push_back({date.day * date.month * date.year, date.day});
    }
    const auto fits = [&](std::uint32_t index, const Day& day) {
      return std::ranges::any_of(
          search.bases, [&](const Seed* base) { return base->words("tlds")[(day.day + index) % kSuffixes] == suffix; });
    };
    std::vector<Jump> jumps;
    std::uint64_t factor = 1, increment = 0;
    for (std::uint32_t index = 0; index < kCount; ++index) {
      if (std::ranges::any_of(days, [&](const Day& day) { return fits(index, day); }))
        jumps.push_back({index, factor * kFactor, next(increment)});
      for (int step = 0; step < 6; ++step) {
        factor *= kFactor;
        increment = next(increment);
      }
    }
    const auto matches =
        search_all<Match>(search, std::uint64_t{1} << 32, [&](std::uint64_t value, std::vector<Match>& out) {
          for (const Jump& jump : jumps) {
            const std::uint32_t word = high(jump.factor * value + jump.increment);
            if (letter_of(word) != label[12] || letter_of(word >> 8) != label[13] ||
                letter_of(word >> 16) != label[14] || letter_of(word >> 24) != label[15]) {
              continue;
            }
            std::uint64_t state = value;
            for (std::uint32_t step = 0; step < 6 * jump.index; ++step) state = next(state);
            const auto first = block(state), second = block(state);
            bool same = true;
            for (std::size_t i = 0; i < kLabel && same; ++i) same = letter_at(first, second, i) == label[i];
            if (same) out.push_back({static_cast<std::uint32_t>(value), jump.index});
          }
        });
    for (const Match& match : matches) {
      for (const Day& day : days) {
        if (fits(match.index, day)) found.push_back({{"seed", hex_word(match.state ^ day.product)}});
      }
    }
  }
};

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
  const SeedSearcher* searcher() const noexcept override {
    static constexpr Search kSearch;
    return &kSearch;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const CivilDate date = civil(period.begin);
    const WordList& suffixes = seed.words("tlds");
    std::uint64_t state = date.day * date.month * date.year ^ seed.u32("seed");
    for (std::uint32_t index = 0; index < kCount; ++index) {
      const auto first = block(state), second = block(state);
      for (std::size_t i = 0; i < kLabel; ++i) {
        out.put(letter_at(first, second, i));
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
