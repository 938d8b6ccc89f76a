// SPDX-License-Identifier: Apache-2.0
// DNSChanger (Alureon): five .com names a run, from a seed that is new each time. Facts and sources:
// dga/catalogue/dnschanger.json
#include <array>

#include "dga/core/family.h"
#include "dga/core/seed_search.h"
#include "dga/random/lcg.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kLength = 10;
constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32},
                                         {.name = "count", .type = ParameterType::u32, .max = 10'000'000}};

/// An LCG can be turned back to the seed from the state before any name. Its highest bit never reaches a letter.
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
          MsvcRand random{state};
          return label.size() == kLength && std::ranges::all_of(label, [&random](char letter) {
                   return static_cast<char>('a' + random.next() % 26) == letter;
                 });
        },
        [](std::uint32_t state, std::uint32_t count, std::vector<FoundSeed>& found) {
          for (std::uint32_t name = 0; name < count; ++name) {
            found.push_back({{"seed", hex_word(state & 0x7FFF'FFFF)}});
            for (std::uint32_t k = 0; k < kLength; ++k) state = MsvcRand::previous(state);
          }
        });
  }
};

class DnsChanger final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{
        .id = "dnschanger", .taxonomy = Taxonomy::tin, .period = PeriodRule::unbounded(), .parameters = kParameters};
    return kFacts;
  }
  const SeedSearcher* searcher() const noexcept override {
    static constexpr Search kSearch;
    return &kSearch;
  }
  void generate(const Seed& seed, const Period&, DomainList& out) const override {
    MsvcRand random{seed.u32("seed")};
    const std::uint32_t count = seed.u32("count");
    for (std::uint32_t name = 0; name < count; ++name) {
      for (std::uint32_t k = 0; k < kLength; ++k) out.put(static_cast<char>('a' + random.next() % 26));
      out.put(".com");
      out.end();
    }
  }
};

}  // namespace

const Family& dnschanger() noexcept {
  static constexpr DnsChanger kFamily;
  return kFamily;
}
}  // namespace dgacast
