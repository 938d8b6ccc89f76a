// SPDX-License-Identifier: Apache-2.0
// Ramnit: each name starts the generator anew from a 64-bit product. Facts, seeds and sources:
// dga/catalogue/ramnit.json
#include <algorithm>
#include <array>
#include <set>

#include "dga/core/family.h"
#include "dga/core/seed_search.h"
#include "dga/random/minstd.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32},
                                         {.name = "count", .type = ParameterType::u32, .max = 10'000'000},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = 1},
                                         {.name = "min_len", .type = ParameterType::u32, .min = 1, .max = 63},
                                         {.name = "max_len", .type = ParameterType::u32, .min = 1, .max = 63}};

/// The product that leads from name to name cannot be turned back: the seed that is found is the state before the
/// earliest of the names that were seen.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "seed: all 2^32 states for each name; the seed that is found begins its list with the earliest name";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"seed"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    std::set<std::pair<std::uint32_t, std::uint32_t>> shapes;  // least length, number of lengths
    for (const Seed* const base : search.bases) {
      const std::uint32_t min_len = base->u32("min_len");
      shapes.emplace(min_len, base->u32("max_len") - min_len + 1);
    }
    std::vector<FoundSeed> found;
    for (const auto& [min_len, lengths] : shapes) find(search, min_len, lengths, found);
    return found;
  }

 private:
  static void find(const SeedSearch& search, std::uint32_t min_len, std::uint32_t lengths,
                   std::vector<FoundSeed>& found) {
    // Which name is the earliest nobody knows: all are looked for in one walk, by their first letter.
    std::vector<std::string_view> labels;
    for (const std::string_view name : search.names) labels.push_back(first_label(name));
    const auto states = search_all<std::uint32_t>(
        search, std::uint64_t{1} << 32, [&](std::uint64_t value, std::vector<std::uint32_t>& out) {
          UncorrectedMinstd random{static_cast<std::uint32_t>(value)};
          const std::uint32_t length = random.next() % lengths + min_len;
          const char first = static_cast<char>('a' + random.next() % 25);
          const UncorrectedMinstd second = random;
          for (const std::string_view label : labels) {
            if (label.size() != length || label[0] != first) continue;
            random = second;
            if (std::all_of(label.begin() + 1, label.end(),
                            [&random](char letter) { return static_cast<char>('a' + random.next() % 25) == letter; })) {
              out.push_back(static_cast<std::uint32_t>(value));
            }
          }
        });
    for (const std::uint32_t state : states) found.push_back({{"seed", hex_word(state)}});
  }
};

class Ramnit final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "ramnit",
                                        .taxonomy = Taxonomy::tid,
                                        .period = PeriodRule::unbounded(),
                                        .parameters = kParameters,
                                        .suffix_parameter = "tlds"};
    return kFacts;
  }
  const SeedSearcher* searcher() const noexcept override {
    static constexpr Search kSearch;
    return &kSearch;
  }
  void check(const Seed& seed, std::string_view where) const override {
    if (seed.u32("min_len") > seed.u32("max_len")) {
      throw InputError{{std::string(where), "ramnit/" + seed.id() + ": min_len is greater than max_len",
                        "give min_len <= max_len, as 8 and 19"}};
    }
  }
  void generate(const Seed& seed, const Period&, DomainList& out) const override {
    const WordList& tlds = seed.words("tlds");
    const std::uint32_t min_len = seed.u32("min_len");
    const std::uint32_t lengths = seed.u32("max_len") - min_len + 1;
    const std::uint32_t count = seed.u32("count");
    UncorrectedMinstd random{seed.u32("seed")};
    for (std::uint32_t name = 0; name < count; ++name) {
      const std::uint32_t before = random.state;
      const std::uint32_t length = random.next() % lengths + min_len;
      const std::uint64_t product = std::uint64_t{before} * random.state;
      for (std::uint32_t k = 0; k < length; ++k) out.put(static_cast<char>('a' + random.next() % 25));  // never a z
      out.put('.');
      out.put(tlds[name % tlds.size()]);
      out.end();
      random.state = static_cast<std::uint32_t>(product + (product >> 32));
    }
  }
};

}  // namespace

const Family& ramnit() noexcept {
  static constexpr Ramnit kFamily;
  return kFamily;
}
}  // namespace dgacast
