// SPDX-License-Identifier: Apache-2.0
// The search for seeds of GozNym's first stage.
#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

#include "dga/core/calendar.h"
#include "dga/core/family_table.h"
#include "dga/core/seed.h"
#include "dga/families/shared/goznym.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

using namespace goznym_algorithm;

/// Labels that were seen, and a table that nearly no other label passes.
class SeenLabels {
 public:
  explicit SeenLabels(const SeedSearch& search) {
    for (const std::string_view name : search.names) {
      const std::string_view label = first_label(name);
      if (label.size() < kShortest || label.size() >= kShortest + kLengths) continue;
      if (!std::ranges::all_of(label, [](char c) { return c >= 'a' && c <= 'z'; })) continue;
      labels_.insert(label);
      heads_.set(head(static_cast<std::uint32_t>(label.size()), letter(label[0]), letter(label[1])));
    }
  }
  bool empty() const noexcept { return labels_.empty(); }
  /// True when the generator makes one of the labels next.
  bool made_by(NymaimRandom random) const {
    const std::uint32_t length = kShortest + random.draw(kLengths);
    std::array<char, kShortest + kLengths> label;
    for (std::uint32_t i = 0; i < length; ++i) {
      random.draw(NymaimRandom::kFree);
      label[i] = static_cast<char>('a' + random.draw(26));
      if (i == 1 && !heads_[head(length, letter(label[0]), letter(label[1]))]) return false;
    }
    return labels_.contains({label.data(), length});
  }

 private:
  static constexpr std::uint32_t kShortest = 5, kLengths = 8;
  static std::uint32_t letter(char c) noexcept { return static_cast<std::uint32_t>(c - 'a'); }
  static std::size_t head(std::uint32_t length, std::uint32_t first, std::uint32_t second) noexcept {
    return ((length - kShortest) * 26 + first) * 26 + second;
  }
  std::bitset<std::size_t{kLengths} * 26 * 26> heads_;
  std::set<std::string_view> labels_;
};

/// seed1 stands in all four words of the state: each place of a list costs a walk over all values.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "seed1: all 2^32 for the first name of each day in the range, then for the second, and so on below count, "
           "up "
           "to the first name that was seen; some minutes each on two cores: give one day, and all its names if you "
           "can";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"seed1"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    const SeenLabels seen{search};
    std::vector<FoundSeed> found;
    if (seen.empty()) return found;
    const Family& family = *find_family("goznym");
    const std::vector<Period> days = periods_of(family, *search.bases.front(), search.range);
    const Prover prover{family, search};
    std::uint32_t count = 0;
    std::set<std::uint32_t> seconds;
    for (const Seed* const base : search.bases) {
      count = std::max(count, base->u32("count"));
      seconds.insert(base->u32("seed2"));
    }
    SeedSearch walk = search;
    double done = 0;
    const auto all = static_cast<double>(count) * static_cast<double>(days.size() * seconds.size());
    walk.progress = [&search, &done, all](double part) {
      if (search.progress) search.progress((done + part) / all);
    };
    for (std::uint32_t index = 0; index < count && found.empty(); ++index) {
      for (const Period& day : days) {
        for (const std::uint32_t second : seconds) {
          if (search.stop.stop_requested()) return found;
          for (const std::uint32_t first : firsts(walk, seen, civil(day.begin), second, index)) {
            FoundSeed values{{"seed1", hex_word(first)}};
            if (prover.makes_enough(values)) found.push_back(std::move(values));
          }
          done += 1;
        }
      }
    }
    return found;
  }

 private:
  /// The values of seed1 with which name `index` of the day is one of those that were seen.
  static std::vector<std::uint32_t> firsts(const SeedSearch& search, const SeenLabels& seen, const CivilDate& date,
                                           std::uint32_t second, std::uint32_t index) {
    return search_all<std::uint32_t>(search, std::uint64_t{1} << 32,
                                     [&](std::uint64_t value, std::vector<std::uint32_t>& out) {
                                       const auto first = static_cast<std::uint32_t>(value);
                                       NymaimRandom random = start(date, first, second);
                                       for (std::uint32_t left = index; left > 0; --left) skip_name(random);
                                       if (seen.made_by(random)) out.push_back(first);
                                     });
  }
};

}  // namespace

const SeedSearcher& goznym_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast
