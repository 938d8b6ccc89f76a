// SPDX-License-Identifier: Apache-2.0
// Tinba: each name comes from the one before it and a 16-octet key. Facts, seeds and sources: dga/catalogue/tinba.json
#include <algorithm>
#include <array>

#include "dga/core/family.h"

namespace dgacast {
namespace {

constexpr std::size_t kLabel = 12;
constexpr ParameterSpec kParameters[] = {{.name = "key", .type = ParameterType::string, .min = 16, .max = 16},
                                         {.name = "domain", .type = ParameterType::string, .min = 1, .max = 253},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = 1},
                                         {.name = "rounds", .type = ParameterType::u32, .max = 10'000'000}};

class Tinba final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{
        .id = "tinba", .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = kParameters};
    return kFacts;
  }
  void generate(const Seed& seed, const Period&, DomainList& out) const override {
    const std::string_view first = seed.text("domain");
    out.add(first);
    std::uint8_t key_sum = 0;
    for (const char c : seed.text("key")) key_sum = static_cast<std::uint8_t>(key_sum + c);
    const auto key_last = static_cast<std::uint8_t>(seed.text("key").back());
    // The letters, and the octet behind them, which counts too: a dot, but anything in the first domain.
    std::array<char, kLabel + 1> text{};
    std::copy_n(first.begin(), std::min(first.size(), text.size()), text.begin());

    const WordList& tlds = seed.words("tlds");
    const std::uint32_t rounds = seed.u32("rounds");
    for (std::uint32_t round = 0; round < rounds; ++round) {
      std::uint8_t sum = key_sum;
      std::uint8_t letter = key_last;
      for (std::size_t k = 0; k < kLabel; ++k) {
        while (true) {  // ends for any octets: an exhaustive search found no cycle without a letter
          letter = static_cast<std::uint8_t>(letter + text[k]) ^ sum;
          letter = static_cast<std::uint8_t>(letter + text[k + 1]);
          if ('a' < letter && letter < 'z') break;
          ++sum;
        }
        text[k] = static_cast<char>(letter);
      }
      text[kLabel] = '.';
      for (const std::string_view tld : tlds.words()) {
        out.put({text.data(), text.size()});
        out.put(tld);
        out.end();
      }
    }
  }
};

}  // namespace

const Family& tinba() noexcept {
  static constexpr Tinba kFamily;
  return kFamily;
}
}  // namespace dgacast
