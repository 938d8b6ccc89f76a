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
    std::uint32_t count = 0;
    for (const Seed* const base : search.bases) count = std::max(count, base->u32("count"));
    std::vector<FoundSeed> found;
    for (std::size_t i = 0; i + search.at_least <= search.names.size(); ++i) {
      const std::string_view label = first_label(search.names[i]);
      const auto states = search_all<std::uint32_t>(
          search, std::uint64_t{1} << 31, [label](std::uint64_t value, std::vector<std::uint32_t>& out) {
            AnsiLcg lcg{static_cast<std::uint32_t>(value)};
            if ((lcg.next() & 0x7FFF'FFFF) % 5 + 7 != label.size()) return;
            for (const char letter : label) {
              if (static_cast<char>('a' + (lcg.next() & 0x7FFF'FFFF) % 26) != letter) return;
            }
            out.push_back(static_cast<std::uint32_t>(value));
          });
      constexpr std::uint32_t kMost = 4096, kLongest = 1 + 11;  // names before this one, steps a name
      const std::uint32_t steps = std::min(count, kMost) * kLongest;
      for (std::uint32_t state : states) {
        for (std::uint32_t step = 0; step < steps; ++step) {
          found.push_back({{"seed", hex_word(state)}});
          state = AnsiLcg::previous(state) & 0x7FFF'FFFF;
        }
      }
    }
    return found;
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
