// SPDX-License-Identifier: Apache-2.0
// Vawtrak (Neverquest), first DGA: .top names from a 31-bit LCG. Facts, seeds and sources:
// dga/catalogue/vawtrak_v1.json
#include <array>

#include "dga/core/family.h"
#include "dga/core/seed_search.h"
#include "dga/random/lcg.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32},
                                         {.name = "count", .type = ParameterType::u32, .max = 10'000'000}};

/// An LCG modulo 2^31 can be turned back to the seed from the state before any name.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "seed: all 2^31 states for one name, then back to each seed whose list may hold it";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"seed"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    return search_states(
        search, std::uint64_t{1} << 31,
        [](std::uint32_t state, std::string_view label) {
          AnsiLcg lcg{state};
          return (lcg.next() & 0x7FFF'FFFF) % 5 + 7 == label.size() && std::ranges::all_of(label, [&lcg](char letter) {
                   return static_cast<char>('a' + (lcg.next() & 0x7FFF'FFFF) % 26) == letter;
                 });
        },
        [](std::uint32_t state, std::uint32_t count, std::vector<FoundSeed>& found) {
          constexpr std::uint32_t kLongest = 1 + 11;  // steps a name
          for (std::uint32_t step = 0; step < count * kLongest; ++step) {
            found.push_back({{"seed", hex_word(state)}});
            state = AnsiLcg::previous(state) & 0x7FFF'FFFF;
          }
        });
  }
};

class VawtrakV1 final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{
        .id = "vawtrak_v1", .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = kParameters};
    return kFacts;
  }
  const SeedSearcher* searcher() const noexcept override {
    static constexpr Search kSearch;
    return &kSearch;
  }
  void generate(const Seed& seed, const Period&, DomainList& out) const override {
    AnsiLcg lcg{seed.u32("seed")};
    const auto random = [&lcg] { return lcg.next() & 0x7FFF'FFFF; };  // all 31 bits, not the upper half as in C
    const std::uint32_t count = seed.u32("count");
    for (std::uint32_t name = 0; name < count; ++name) {
      const std::uint32_t length = random() % 5 + 7;
      for (std::uint32_t k = 0; k < length; ++k) out.put(static_cast<char>('a' + random() % 26));
      out.put(".top");
      out.end();
    }
  }
};

}  // namespace

const Family& vawtrak_v1() noexcept {
  static constexpr VawtrakV1 kFamily;
  return kFamily;
}
}  // namespace dgacast
