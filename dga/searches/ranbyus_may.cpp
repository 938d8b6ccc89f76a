// SPDX-License-Identifier: Apache-2.0
// The search for seeds of Ranbyus of May 2015.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "dga/core/calendar.h"
#include "dga/core/family_table.h"
#include "dga/families/shared/ranbyus_may.h"
#include "dga/families/shared/ranbyus_registers.h"
#include "dga/random/ranbyus_lanes.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

using namespace ranbyus_may_algorithm;

/// The registers mix all their bits, and letters modulo 25 give none away: a walk over all seeds begins with the day
/// and goes from name to name. A suffix leaves every eighth index of a day. Most of a walk is the way to the last
/// names, so the first name of all lists comes first; then whole lists, the range before the days before it.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "seed: all 2^32 for each day in the range and the 30 days before it, until one makes enough names: first "
           "for the first name of each list, which takes some minutes; then for all names, three minutes a day on two "
           "cores, longer for dozens of names, the range before the days before it";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"seed"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    std::vector<Name> names = possible(search);
    std::vector<FoundSeed> found;
    if (names.size() < search.at_least) return found;
    const std::size_t needed = names.size() - search.at_least + 1;  // so many hold one of the seed's
    names.resize(std::min(names.size(), std::max(needed, kMostNames)));
    std::vector<CivilDate> days, before;
    const UtcSeconds first = midnight_before(search.range.begin);
    for (UtcSeconds at = first; at < search.range.end; at += std::chrono::days{1}) days.push_back(civil(at));
    for (std::uint32_t back = 1; back <= kLookBack; ++back) before.push_back(civil(first - std::chrono::days{back}));

    const Prover prover{*find_family("ranbyus_may"), search};
    SeedSearch walk = search;
    double done = 0, all = 0;
    for (const Part& part : kParts) all += static_cast<double>((days.size() + before.size()) * part.end);
    std::uint32_t steps = 0;
    walk.progress = [&](double part) {
      if (search.progress) search.progress((done + steps * part) / all);
    };
    struct Walks {
      const Part& part;
      const std::vector<CivilDate>& days;
    };
    const auto& [first_name, beginning, rest] = kParts;
    for (const Walks& walks : {Walks{first_name, days}, Walks{first_name, before}, Walks{beginning, days},
                               Walks{rest, days}, Walks{beginning, before}, Walks{rest, before}}) {
      steps = walks.part.end;
      for (const CivilDate& day : walks.days) {
        if (search.stop.stop_requested()) return found;
        for (const std::uint32_t seed : seeds(walk, names, day, walks.part)) {
          FoundSeed values{{"seed", hex_word(seed)}};
          if (prover.makes_enough(values)) found.push_back(std::move(values));
        }
        if (!found.empty()) return found;
        done += steps;
      }
    }
    return found;
  }

 private:
  struct Part {  // of a list
    std::uint32_t begin, end;
  };
  static constexpr std::array<Part, 3> kParts{{{0, 1}, {1, 8}, {8, kCount}}};
  static constexpr std::size_t kMostNames = 64;  // that are looked for; more cost more than they help

  struct Name {
    std::string_view label;
    std::uint32_t suffix;
  };

  /// Names that the bot may have made.
  static std::vector<Name> possible(const SeedSearch& search) {
    std::vector<Name> names;
    for (const std::string_view name : search.names) {
      const std::string_view label = first_label(name);
      if (label.size() != kRanbyusLabel || name.size() == label.size()) continue;
      if (!std::ranges::all_of(label, [](char letter) { return letter >= 'a' && letter <= 'y'; })) continue;
      const auto suffix = std::ranges::find(kSuffixes, name.substr(label.size() + 1));
      if (suffix != kSuffixes.end()) names.push_back({label, static_cast<std::uint32_t>(suffix - kSuffixes.begin())});
    }
    return names;
  }

  /// The seeds that make one of the names in this part of the day's list.
  static std::vector<std::uint32_t> seeds(const SeedSearch& search, const std::vector<Name>& names,
                                          const CivilDate& day, const Part& part) {
    std::vector<RanbyusPlace> places;
    std::vector<std::vector<std::string_view>> labels;  // for each place
    RanbyusRegisters registers{day, 0};
    for (std::uint32_t index = 0; index < part.end; ++index) {
      RanbyusPlace place{index, {}, {}};
      for (std::uint32_t i = 0; i < kRanbyusLabel; ++i) {
        registers.next_letter();
        if (i < place.others.size()) place.others[i] = registers.others();
      }
      std::vector<std::string_view> here;
      for (const Name& name : names) {
        if (name.suffix != suffix_of(day, index)) continue;
        here.push_back(name.label);
        std::ranges::copy_n(name.label.begin(), kRanbyusBeginning, place.beginnings.emplace_back().begin());
      }
      if (index < part.begin || here.empty()) continue;
      places.push_back(std::move(place));
      labels.push_back(std::move(here));
    }
    if (places.empty()) return {};
    return search_all<std::uint32_t>(
        search, (std::uint64_t{1} << 32) / kRanbyusBatch,
        [&](std::uint64_t batch, std::vector<std::uint32_t>& out) {
          std::vector<RanbyusMatch> matches;
          ranbyus_matches(day.day, static_cast<std::uint32_t>(batch * kRanbyusBatch), places, matches);
          for (const RanbyusMatch& match : matches) {
            RanbyusRegisters state{day, match.seed};
            for (std::uint32_t i = 0; i < kRanbyusLabel * places[match.place].index; ++i) state.next_letter();
            if (std::ranges::all_of(labels[match.place][match.beginning],
                                    [&state](char letter) { return state.next_letter() == letter; })) {
              out.push_back(match.seed);
            }
          }
        },
        std::uint64_t{1} << 15);
  }
};

}  // namespace

const SeedSearcher& ranbyus_may_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast
