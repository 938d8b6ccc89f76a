// SPDX-License-Identifier: Apache-2.0
// Suppobox: two words from a clock of 512 seconds. Facts, seeds and sources: dga/catalogue/suppobox.json
#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "dga/core/list_batch.h"
#include "dga/core/short_text.h"

namespace dgacast {
namespace {

constexpr std::int64_t kTick = 512;
constexpr std::array<std::uint32_t, 15> kPlaces{3,  9, 13, 6, 2, 4,  11, 7,
                                                14, 1, 10, 5, 8, 12, 0};  // counted from the top
constexpr ParameterSpec kParameters[] = {{.name = "wordlist", .type = ParameterType::word_list, .min = 384, .max = 384},
                                         {.name = "variant", .type = ParameterType::u32, .min = 1, .max = 2}};

/// Where the bits of each octet go that lies `begin` bits up in the tick.
constexpr std::array<std::uint16_t, 256> shuffled_octets(std::size_t begin) {
  std::array<std::uint16_t, 256> all{};
  for (std::size_t octet = 0; octet < all.size(); ++octet) {
    for (std::size_t bit = begin; bit < std::min(begin + 8, kPlaces.size()); ++bit) {
      all[octet] = static_cast<std::uint16_t>(all[octet] | (octet >> (bit - begin) & 1) << (14 - kPlaces[bit]));
    }
  }
  return all;
}
constexpr std::array<std::uint16_t, 256> kShuffledLow = shuffled_octets(0), kShuffledHigh = shuffled_octets(8);

void put_name(std::uint64_t tick, std::span<const std::string_view> words, std::string_view suffix, DomainList& out) {
  const std::size_t shuffled = kShuffledLow[tick & 0xFF] | kShuffledHigh[tick >> 8 & 0xFF];
  const std::string_view first = words[shuffled >> 8], second = words[128 + (shuffled & 0xFF)];
  char* const name = out.extend(first.size() + second.size() + suffix.size());
  short_copy<4>(first, name);
  short_copy<4>(second, name + first.size());
  short_copy<2>(suffix, name + first.size() + second.size());
  out.end();
}

class Suppobox final : public Family, public RowMaker {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "suppobox",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::every(std::chrono::seconds{kTick}),
                                        .parameters = kParameters};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    std::vector<Stretch> list;
    generate_row(seed, {&period, 1}, out, list);
  }
  const RowMaker* row_maker() const noexcept override { return this; }
  void generate_row(const Seed& seed, std::span<const Period> periods, DomainList& row,
                    std::vector<Stretch>& lists) const override {
    const auto tick = static_cast<std::uint64_t>(unix_time(periods.front().begin) / kTick);
    const std::span<const std::string_view> words = seed.words("wordlist").words();
    if (seed.u32("variant") == 1) {
      put_row<false, 85>(tick, periods.size(), words, row, lists);
    } else {
      put_row<true, 614>(tick, periods.size(), words, row, lists);
    }
  }

 private:
  /// The names of all ticks from `tick` on are one row, and each list begins at its own tick.
  template <bool kWithRu, std::uint32_t kCount>
  static void put_row(std::uint64_t tick, std::size_t count, std::span<const std::string_view> words, DomainList& row,
                      std::vector<Stretch>& lists) {
    const auto has_two = [](std::uint64_t number) { return kWithRu && number % 5 == 0; };  // the .ru name comes first
    bool after_ru = false;
    std::uint32_t begin = 0, end = 0;
    std::uint64_t first = tick;  // of a list
    for (const std::uint64_t behind = tick + count; first != behind; ++first) {
      for (; end < begin + kCount; ++end) {
        after_ru = !after_ru && has_two(tick);
        put_name(tick, words, after_ru ? ".ru" : ".net", row);
        if (!after_ru) ++tick;
      }
      lists.push_back({begin, end});
      begin += has_two(first) ? 2 : 1;
    }
  }
};

}  // namespace

const Family& suppobox() noexcept {
  static constexpr Suppobox kFamily;
  return kFamily;
}
}  // namespace dgacast
