// SPDX-License-Identifier: Apache-2.0
// Suppobox: two words from a clock of 512 seconds. Facts, seeds and sources: dga/catalogue/suppobox.json
#include <array>

#include "dga/core/family.h"

namespace dgacast {
namespace {

constexpr std::int64_t kTick = 512;
constexpr std::array<std::uint32_t, 15> kPlaces{3,  9, 13, 6, 2, 4,  11, 7,
                                                14, 1, 10, 5, 8, 12, 0};  // counted from the top
constexpr ParameterSpec kParameters[] = {{.name = "wordlist", .type = ParameterType::word_list, .min = 384, .max = 384},
                                         {.name = "variant", .type = ParameterType::u32, .min = 1, .max = 2}};

void put_name(std::uint64_t tick, const WordList& words, std::string_view suffix, DomainList& out) {
  std::size_t shuffled = 0;
  for (std::size_t bit = 0; bit < kPlaces.size(); ++bit) shuffled |= (tick >> bit & 1) << (14 - kPlaces[bit]);
  out.put(words[shuffled >> 8]);
  out.put(words[128 + (shuffled & 0xFF)]);
  out.put(suffix);
  out.end();
}

class Suppobox final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "suppobox",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::every(std::chrono::seconds{kTick}),
                                        .parameters = kParameters};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const WordList& words = seed.words("wordlist");
    auto tick = static_cast<std::uint64_t>(unix_time(period.begin) / kTick);
    if (seed.u32("variant") == 1) {
      for (std::uint32_t left = 85; left > 0; --left) put_name(tick++, words, ".net", out);
      return;
    }
    bool after_ru = false;
    for (std::uint32_t left = 614; left > 0; --left) {
      after_ru = !after_ru && tick % 5 == 0;  // every fifth tick has two names, the .ru one first
      put_name(tick, words, after_ru ? ".ru" : ".net", out);
      if (!after_ru) ++tick;
    }
  }
};

}  // namespace

const Family& suppobox() noexcept {
  static constexpr Suppobox kFamily;
  return kFamily;
}
}  // namespace dgacast
