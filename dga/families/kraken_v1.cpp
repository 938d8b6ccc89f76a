// SPDX-License-Identifier: Apache-2.0
// Kraken, first algorithm: a generator that a polynomial of the name's number starts. Facts, seeds and sources:
// dga/catalogue/kraken_v1.json
#include <algorithm>
#include <array>
#include <map>

#include "dga/core/family.h"
#include "dga/core/seed_search.h"
#include "dga/random/lcg.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, 4> kZones{".dyndns.org", ".yi.org", ".dynserv.com", ".mooo.com"};
constexpr ParameterSpec kParameters[] = {
    {.name = "ex", .type = ParameterType::i32},
    {.name = "nex", .type = ParameterType::i32},
    {.name = "first_number", .type = ParameterType::u32},
    {.name = "count", .type = ParameterType::u32, .max = 5'000'000},
    {.name = "branch", .type = ParameterType::enumeration, .choices = "both|nex|ex"}};

/// A ninth, of the number as a signed one: towards zero.
constexpr std::uint32_t ninth(std::uint32_t value) noexcept {
  return static_cast<std::uint32_t>(static_cast<std::int32_t>(value) / 9);
}

/// What a name's number adds to nex and to ex.
constexpr std::uint32_t nex_of(std::uint32_t n) noexcept { return ninth((n + 2) * (n + 7) * n) + (3 * n + 1) * n; }
constexpr std::uint32_t ex_of(std::uint32_t n) noexcept { return ninth(n * (n + 7) * (n + 12)) + n * (n + 1); }

/// The letters of one name. They show the bits 8 to 22 of the generator, on which no higher bit has an effect.
class Letters {
 public:
  static constexpr std::uint32_t kStates = 1 << 23;
  explicit Letters(std::uint32_t state) noexcept : random_{state} {}
  /// Begins the name, gives its length: 6 to 11.
  std::size_t begin() noexcept {
    const std::int32_t first = draw(), second = draw(), third = draw();
    return static_cast<std::size_t>(((first * second - third) % 6 + 6) % 6 + 6);
  }
  char next() noexcept { return static_cast<char>('a' + draw() % 26); }

 private:
  std::int32_t draw() noexcept { return static_cast<std::int32_t>(random_.next() >> 8 & 0x7FFF); }
  Lcg<1103515245, 12435> random_;  // not the usual 12345
};

void put_name(std::uint32_t number, std::uint32_t state, DomainList& out) {
  Letters letters{state};
  for (std::size_t left = letters.begin(); left > 0; --left) out.put(letters.next());
  out.put(kZones[number % kZones.size()]);
  out.end();
}

/// A name's state less what a number adds is nex or ex; the zone leaves a quarter of the numbers.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "nex, ex: all 2^23 states for each name, less each number; three names of each tell; the upper 9 bits of "
           "both matter to no name";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 2> kNames{"nex", "ex"};
    return kNames;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    const auto states = search_all<State>(search, Letters::kStates, [&](std::uint64_t value, std::vector<State>& out) {
      Letters letters{static_cast<std::uint32_t>(value)};
      const std::size_t length = letters.begin();
      const char first = letters.next();
      const Letters second = letters;
      for (std::uint32_t name = 0; name < search.names.size(); ++name) {
        const std::string_view label = first_label(search.names[name]);
        if (label.size() != length || label[0] != first) continue;
        letters = second;
        if (std::all_of(label.begin() + 1, label.end(), [&](char letter) { return letters.next() == letter; }))
          out.push_back({static_cast<std::uint32_t>(value), name});
      }
    });
    std::vector<FoundSeed> found;
    for (const Seed* const base : search.bases) {
      const std::string_view branch = base->text("branch");
      const std::uint32_t first = base->u32("first_number"), end = first + base->u32("count");
      std::map<std::uint32_t, std::vector<std::uint32_t>> nex, ex;  // what makes how many of the names
      for (const State& state : states) {
        const std::string_view name = search.names[state.name];
        for (std::uint32_t n = first; n != end; ++n) {
          if (name.substr(name.find('.')) != kZones[n % kZones.size()]) continue;
          const auto add = [&](auto& starts, std::uint32_t start) {
            auto& names = starts[start % Letters::kStates];
            if (names.empty() || names.back() != state.name) names.push_back(state.name);
          };
          if (branch != "ex") add(nex, state.value - nex_of(n));
          if (branch != "nex") add(ex, state.value - ex_of(n));
        }
      }
      pair_up(starts_of(nex), starts_of(ex), search.at_least, found);
    }
    return found;
  }

 private:
  struct State {
    std::uint32_t value, name;
  };
  struct Start {
    std::string value;
    std::vector<std::uint32_t> names;  // sorted
  };

  static std::vector<Start> starts_of(std::map<std::uint32_t, std::vector<std::uint32_t>>& starts) {
    std::vector<Start> result;
    for (auto& [value, names] : starts) {
      std::ranges::sort(names);
      names.erase(std::unique(names.begin(), names.end()), names.end());
      result.push_back({std::to_string(value), std::move(names)});
    }
    std::ranges::stable_sort(result, std::greater{}, [](const Start& start) { return start.names.size(); });
    return result;
  }

  /// Where one of the two makes enough names alone, the base's other is kept.
  static void pair_up(const std::vector<Start>& nex, const std::vector<Start>& ex, std::size_t at_least,
                      std::vector<FoundSeed>& found) {
    for (const Start& one : ex) {
      if (one.names.size() >= at_least) found.push_back({{"ex", one.value}});
    }
    for (const Start& one : nex) {
      if (one.names.size() >= at_least) {
        found.push_back({{"nex", one.value}});
        continue;
      }
      for (const Start& other : ex) {
        if (other.names.size() >= at_least) continue;
        if (one.names.size() + other.names.size() < at_least) break;
        std::vector<std::uint32_t> both;
        std::ranges::set_union(one.names, other.names, std::back_inserter(both));
        if (both.size() >= at_least) found.push_back({{"nex", one.value}, {"ex", other.value}});
      }
    }
  }
};

class KrakenV1 final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{
        .id = "kraken_v1", .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = kParameters};
    return kFacts;
  }
  const SeedSearcher* searcher() const noexcept override {
    static constexpr Search kSearch;
    return &kSearch;
  }
  void generate(const Seed& seed, const Period&, DomainList& out) const override {
    const auto ex = static_cast<std::uint32_t>(seed.i32("ex")), nex = static_cast<std::uint32_t>(seed.i32("nex"));
    const std::string_view branch = seed.text("branch");
    const std::uint32_t first = seed.u32("first_number"), count = seed.u32("count");
    for (std::uint32_t index = 0; index < count; ++index) {
      const std::uint32_t n = first + index;
      if (branch != "ex") put_name(n, nex_of(n) + nex, out);
      if (branch != "nex") put_name(n, ex_of(n) + ex, out);
    }
  }
};

}  // namespace

const Family& kraken_v1() noexcept {
  static constexpr KrakenV1 kFamily;
  return kFamily;
}
}  // namespace dgacast
