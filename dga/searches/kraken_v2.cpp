// SPDX-License-Identifier: Apache-2.0
// The search for seeds of Kraken's second algorithm.
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dga/core/seed.h"
#include "dga/families/shared/kraken_v2.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

using namespace kraken_v2_algorithm;

/// What can be found are two starts modulo 2^23, of which the union of their names counts: names do not tell which of
/// the two is nex.
///
/// A label of every ninth number tells its state, and thus its start but for the number. The discards leave so few
/// states (646 since 2016) that a start makes a third of all other labels: those tell many starts from few when there
/// are dozens. In both seeds that are known nex is ex + 1: such pairs take fewer names to tell. A start that is 108
/// greater makes nearly the same names, 36 numbers on.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "nex, ex: all 2^23 starts and pairs of them; a hundred names of one week tell, thirty where nex is ex + 1 "
           "as in known seeds, but for a few seeds with nearly the same names; no name tells which of the two is nex; "
           "the upper 9 bits of both matter to none";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 2> kNames{"nex", "ex"};
    return kNames;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    const std::vector<Starts> weeks = starts_of_names(search);
    std::vector<FoundSeed> found;
    for (const Seed* const base : search.bases) {
      std::vector<NumberedName> names;
      for (std::size_t i = 0; i < search.names.size(); ++i) {
        if (const auto remainder = remainder_of(search.names[i], base->u8("tld_set"))) {
          names.push_back({i, *remainder, 0});
          for (const Starts& week : weeks) {
            for (const auto& starts : week) names.back().starts += starts[i].size();
          }
        }
      }
      std::erase_if(names, [](const NumberedName& name) { return name.starts == 0; });
      if (names.size() < search.at_least) continue;
      std::ranges::stable_sort(names, {}, &NumberedName::starts);
      // The rarest tell most. What is left out of them may count, or may not.
      const std::size_t left_out = names.size() - std::min(names.size(), kMasked);
      names.resize(names.size() - left_out);
      const std::size_t enough = search.at_least > left_out ? search.at_least - left_out : 1;
      const std::vector<std::uint64_t> made = made_by_starts(search, names, weeks, base->u32("count"));
      neighbours(made, enough, found);
      pairs(search, made, names.size(), enough, found);
    }
    return found;
  }

 private:
  static constexpr std::size_t kMasked = 64;       // names in the masks of what a start makes
  static constexpr std::size_t kMostFirst = 2048;  // starts for which the whole of all others is walked
  static constexpr std::size_t kMostFound = 1024;  // more tell nothing

  /// By kind of number and by name: the sums of start and thrice the number that make its label in one week.
  using Starts = std::array<std::vector<std::vector<std::uint32_t>>, kKinds>;
  struct NumberedName {
    std::size_t name;         // its position in SeedSearch::names
    std::uint32_t remainder;  // of its number modulo 4
    std::size_t starts;       // that make it in any week
  };

  static std::optional<std::uint32_t> remainder_of(std::string_view name, std::uint8_t tld_set) {
    const auto& suffixes = kSuffixes[tld_set - 1u];
    const auto suffix = std::ranges::find(suffixes, name.substr(std::min(name.size(), name.find('.') + 1)));
    if (suffix == suffixes.end()) return std::nullopt;
    return static_cast<std::uint32_t>(suffix - suffixes.begin());
  }

  static std::vector<Starts> starts_of_names(const SeedSearch& search) {
    struct State {
      std::uint32_t value;
      std::size_t name;
    };
    const auto states = search_all<State>(search, Letters::kStates, [&](std::uint64_t value, std::vector<State>& out) {
      Letters letters{static_cast<std::uint32_t>(value)};
      const std::size_t length = letters.begin();
      const char first = letters.next();
      const Letters second = letters;
      for (std::size_t name = 0; name < search.names.size(); ++name) {
        const std::string_view label = first_label(search.names[name]);
        if (label.size() != length || label[0] != first) continue;
        letters = second;
        if (std::all_of(label.begin() + 1, label.end(), [&](char letter) { return letters.next() == letter; }))
          out.push_back({static_cast<std::uint32_t>(value), name});
      }
    });
    std::multimap<std::uint32_t, std::size_t> cropped;
    std::vector<bool> is_cropped(0x8000);
    for (const State& state : states) {
      if (state.value >= is_cropped.size()) continue;
      cropped.emplace(state.value, state.name);
      is_cropped[state.value] = true;
    }
    std::vector<Starts> weeks;
    const std::int64_t last = week_of(search.range.end - std::chrono::seconds{1});
    for (std::int64_t week = week_of(search.range.begin); week <= last; ++week) {
      if (search.stop.stop_requested()) break;
      Starts& starts = weeks.emplace_back();
      for (std::size_t kind = 0; kind < kKinds; ++kind) {
        starts[kind].resize(search.names.size());
        const std::int64_t discards = kind == 2 ? 0 : week - static_cast<std::int64_t>(kind);
        if (discards < 1) {
          for (const State& state : states) starts[kind][state.name].push_back(state.value);
          continue;
        }
        const Discards discard(discards);
        for (std::uint32_t value = 0; value < Letters::kStates; ++value) {
          const std::uint32_t state = discard(value);
          if (!is_cropped[state]) continue;
          const auto [begin, end] = cropped.equal_range(state);
          for (auto one = begin; one != end; ++one) starts[kind][one->second].push_back(value);
        }
      }
    }
    return weeks;
  }

  /// For each start, which of the names it makes: bit i for name i.
  static std::vector<std::uint64_t> made_by_starts(const SeedSearch& search, const std::vector<NumberedName>& names,
                                                   const std::vector<Starts>& weeks, std::uint32_t count) {
    std::vector<std::uint64_t> made(Letters::kStates);
    for (std::size_t i = 0; i < names.size() && !search.stop.stop_requested(); ++i) {
      for (const Starts& week : weeks) {
        for (std::uint32_t number = names[i].remainder; number < count; number += 4) {
          for (const std::uint32_t sum : week[kind_of(number)][names[i].name])
            made[(sum - 3 * number) % Letters::kStates] |= std::uint64_t{1} << i;
        }
      }
    }
    return made;
  }

  static FoundSeed seed_of(std::size_t nex, std::size_t ex) {
    return {{"nex", std::to_string(nex)}, {"ex", std::to_string(ex)}};
  }

  static void neighbours(const std::vector<std::uint64_t>& made, std::size_t enough, std::vector<FoundSeed>& found) {
    for (std::size_t ex = 0; ex < made.size() && found.size() < kMostFound; ++ex) {
      const std::size_t nex = (ex + 1) % made.size();
      if (count_of(made[ex] | made[nex]) >= enough) found.push_back(seed_of(nex, ex));
    }
  }

  /// All pairs of which neither makes enough alone, unless there are too many to tell. One of the two makes at least
  /// half of what is enough, and one makes one of the first names, more of which than are spare are rare: whichever
  /// leaves fewer starts for the first of the two is taken.
  static void pairs(const SeedSearch& search, const std::vector<std::uint64_t>& made, std::size_t names,
                    std::size_t enough, std::vector<FoundSeed>& found) {
    const std::size_t rare = names - enough + 1;
    const std::uint64_t rarest = rare < 64 ? (std::uint64_t{1} << rare) - 1 : ~std::uint64_t{0};
    std::vector<std::uint32_t> half, anchored;
    for (std::uint32_t start = 0; start < made.size(); ++start) {
      if (2 * count_of(made[start]) >= enough && half.size() <= kMostFirst) half.push_back(start);
      if ((made[start] & rarest) != 0 && anchored.size() <= kMostFirst) anchored.push_back(start);
    }
    const std::vector<std::uint32_t>& firsts = half.size() < anchored.size() ? half : anchored;
    if (firsts.size() > kMostFirst) return;
    const auto all = search_all<FoundSeed>(
        search, firsts.size(),
        [&](std::uint64_t number, std::vector<FoundSeed>& out) {
          const std::uint64_t first = made[firsts[number]];
          if (count_of(first) >= enough) return;
          for (std::size_t other = 0; other < made.size() && out.size() < kMostFound; ++other) {
            if (count_of(first | made[other]) < enough || count_of(made[other]) >= enough) continue;
            out.push_back(
                seed_of(std::max<std::size_t>(firsts[number], other), std::min<std::size_t>(firsts[number], other)));
          }
        },
        1);
    for (const FoundSeed& seed : all) {
      if (found.size() == kMostFound) return;
      found.push_back(seed);
    }
  }

  static std::size_t count_of(std::uint64_t names) noexcept { return static_cast<std::size_t>(std::popcount(names)); }
};

}  // namespace

const SeedSearcher& kraken_v2_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast
