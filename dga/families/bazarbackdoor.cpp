// SPDX-License-Identifier: Apache-2.0
// BazarBackdoor, versions 2 to 7: all products of four syllables from blocks that the month chooses. Facts, seeds and
// sources: dga/catalogue/bazarbackdoor.json
#include <algorithm>
#include <array>

#include "dga/core/family.h"

namespace dgacast {
namespace {

constexpr std::size_t kSyllables = 4;
constexpr std::uint64_t kMostNames = 10'000'000;
constexpr ParameterSpec kParameters[] = {
    {.name = "pool", .type = ParameterType::word_list, .min = 1},
    {.name = "mul", .type = ParameterType::number_list, .min = kSyllables, .max = kSyllables},
    {.name = "width", .type = ParameterType::number_list, .min = kSyllables, .max = kSyllables},
    {.name = "digit", .type = ParameterType::number_list, .min = kSyllables, .max = kSyllables}};

/// Month and year as the six digits MMYYYY.
std::array<std::uint64_t, 6> digits_of(const CivilDate& date) {
  return {date.month / 10,      date.month % 10,     date.year / 1000,
          date.year / 100 % 10, date.year / 10 % 10, date.year % 10};
}

struct Block {
  std::uint64_t begin;
  std::uint64_t end;
};

class Bazarbackdoor final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{
        .id = "bazarbackdoor", .taxonomy = Taxonomy::tdd, .period = PeriodRule::month(), .parameters = kParameters};
    return kFacts;
  }
  void check(const Seed& seed, std::string_view where) const override {
    std::uint64_t names = 1;
    for (std::size_t i = 0; i < kSyllables; ++i) {
      const std::uint64_t mul = seed.numbers("mul")[i], width = seed.numbers("width")[i],
                          digit = seed.numbers("digit")[i];
      names *= std::min(width, kMostNames + 1);
      if (digit > 5 || mul > kMostNames || names > kMostNames) {
        throw InputError{{std::string(where),
                          "bazarbackdoor/" + seed.id() + ": place " + std::to_string(i) + " has mul " +
                              std::to_string(mul) + ", width " + std::to_string(width) + ", digit " +
                              std::to_string(digit),
                          "the digit is 0 to 5 (a place in MMYYYY), and the widths multiply to at most 10000000"}};
      }
    }
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const WordList& pool = seed.words("pool");
    const auto digits = digits_of(civil(period.begin));
    std::array<Block, kSyllables> blocks;
    for (std::size_t i = 0; i < kSyllables; ++i) {
      const std::uint64_t begin = seed.numbers("mul")[i] * digits[seed.numbers("digit")[i]];
      // Late digits run off the pools of some versions: the bot then reads what lies behind, which nobody can know.
      blocks[i] = {begin, std::min<std::uint64_t>(begin + seed.numbers("width")[i], pool.size())};
    }
    for (std::uint64_t a = blocks[0].begin; a < blocks[0].end; ++a) {
      for (std::uint64_t b = blocks[1].begin; b < blocks[1].end; ++b) {
        for (std::uint64_t c = blocks[2].begin; c < blocks[2].end; ++c) {
          for (std::uint64_t d = blocks[3].begin; d < blocks[3].end; ++d) {
            for (const std::uint64_t syllable : {a, b, c, d}) out.put(pool[syllable]);
            out.put(".bazar");
            out.end();
          }
        }
      }
    }
  }
};

}  // namespace

const Family& bazarbackdoor() noexcept {
  static constexpr Bazarbackdoor kFamily;
  return kFamily;
}
}  // namespace dgacast
