// SPDX-License-Identifier: Apache-2.0
// The search for seeds of Ranbyus of September 2015.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "dga/core/calendar.h"
#include "dga/core/seed.h"
#include "dga/families/shared/ranbyus_september.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

using namespace ranbyus_september_algorithm;

/// The date and the seed come together by exclusive or: one walk over what they make serves all dates. A name's suffix
/// tells its index modulo 8, and the letters 12 to 15 come from one step of the generator alone.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "seed: all 2^32 states of a day, for each index that the suffix leaves, those below 40 first; a range of "
           "one "
           "day is fastest";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"seed"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    std::uint32_t count = 0;
    for (const Seed* const base : search.bases) count = std::max(count, std::min(base->u32("count"), kMostCount));
    std::vector<FoundSeed> found;
    for (const auto& [begin, end] : {std::pair{0u, std::min(kCount, count)}, std::pair{kCount, count}}) {
      for (std::size_t i = 0; begin < end && i + search.at_least <= search.names.size(); ++i)
        find(search, search.names[i], begin, end, found);
      if (!found.empty()) break;  // few samples make more than kCount names
    }
    return found;
  }

 private:
  struct Jump {  // 6 * index + 1 steps of the generator at once
    std::uint32_t index;
    std::uint64_t factor, increment;
  };
  struct Match {
    std::uint32_t state, index;
  };

  static constexpr std::uint32_t kMostCount = 4096;  // names further on are not looked for

  /// Seeds that make `name` at an index of [begin, end).
  static void find(const SeedSearch& search, std::string_view name, std::uint32_t begin, std::uint32_t end,
                   std::vector<FoundSeed>& found) {
    const std::string_view label = first_label(name);
    if (label.size() != kLabel || name.size() < kLabel + 2) return;
    const std::string_view suffix = name.substr(kLabel + 1);
    // The days from which a list may come, and what is left of the index on each.
    struct Day {
      std::uint32_t product;
      std::uint32_t day;
    };
    std::vector<Day> days;
    for (UtcSeconds at = search.range.begin - std::chrono::days{30}; at < search.range.end;
         at += std::chrono::days{1}) {
      const CivilDate date = civil(at);
      days.push_back({date.day * date.month * date.year, date.day});
    }
    const auto fits = [&](std::uint32_t index, const Day& day) {
      return std::ranges::any_of(search.bases, [&](const Seed* base) {
        return index < base->u32("count") && base->words("tlds")[(day.day + index) % kSuffixes] == suffix;
      });
    };
    std::vector<Jump> jumps;
    std::uint64_t factor = 1, increment = 0;
    for (std::uint32_t index = 0; index < end; ++index) {
      if (index >= begin && std::ranges::any_of(days, [&](const Day& day) { return fits(index, day); }))
        jumps.push_back({index, factor * kFactor, next(increment)});
      for (int step = 0; step < 6; ++step) {
        factor *= kFactor;
        increment = next(increment);
      }
    }
    const auto matches =
        search_all<Match>(search, std::uint64_t{1} << 32, [&](std::uint64_t value, std::vector<Match>& out) {
          for (const Jump& jump : jumps) {
            const std::uint32_t word = high(jump.factor * value + jump.increment);
            if (letter_of(word) != label[12] || letter_of(word >> 8) != label[13] ||
                letter_of(word >> 16) != label[14] || letter_of(word >> 24) != label[15]) {
              continue;
            }
            std::uint64_t state = value;
            for (std::uint32_t step = 0; step < 6 * jump.index; ++step) state = next(state);
            const auto first = block(state), second = block(state);
            bool same = true;
            for (std::size_t i = 0; i < kLabel && same; ++i) same = letter_at(first, second, i) == label[i];
            if (same) out.push_back({static_cast<std::uint32_t>(value), jump.index});
          }
        });
    for (const Match& match : matches) {
      for (const Day& day : days) {
        if (fits(match.index, day)) found.push_back({{"seed", hex_word(match.state ^ day.product)}});
      }
    }
  }
};

}  // namespace

const SeedSearcher& ranbyus_september_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast
