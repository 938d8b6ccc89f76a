// SPDX-License-Identifier: Apache-2.0
// The search for seeds of Kraken's first algorithm.
#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dga/core/seed.h"
#include "dga/families/shared/kraken_v1.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

using namespace kraken_v1_algorithm;

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

}  // namespace

const SeedSearcher& kraken_v1_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast
