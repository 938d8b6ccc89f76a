// SPDX-License-Identifier: Apache-2.0
// The search for seeds of Gameover Zeus.
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "dga/core/calendar.h"
#include "dga/core/family_table.h"
#include "dga/core/seed.h"
#include "dga/families/shared/newgoz.h"
#include "dga/random/base36_lanes.h"
#include "dga/random/digest_lanes.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

using namespace newgoz_algorithm;

/// Labels that were seen, by the first word of their digests. Where that word ends in the label is not told: each end
/// that leaves three words is looked for.
class SeenLabels {
 public:
  SeenLabels() : filter_(1 << kFilterBits) {}

  void add(std::string_view label) {
    for (std::size_t length = 1; length <= kLongestWord; ++length) {
      if (label.size() < length + 3 || label.size() > length + 3 * kLongestWord) continue;
      const auto word = base36_number(label.substr(0, length));
      if (!word) continue;
      labels_.emplace(*word, label);
      filter_[*word >> (32 - kFilterBits)] = 1;
    }
  }
  bool empty() const noexcept { return labels_.empty(); }
  /// False for nearly all words with which no label begins.
  bool may_begin(std::uint32_t word) const noexcept { return filter_[word >> (32 - kFilterBits)] != 0; }
  /// True when digest `i` makes one of the labels.
  bool made_by(const Md5Words& digests, std::size_t i) const {
    const auto [begin, end] = labels_.equal_range(digests.word[0][i]);
    std::array<char, kLongestLabel> text;
    LabelWords words;
    for (std::size_t w = 0; w < words.size(); ++w) words[w] = base36_digits(digests.word[w][i]);
    const std::string_view label{text.data(), put_label(words, text.data())};
    return std::any_of(begin, end, [label](const auto& one) { return one.second == label; });
  }

 private:
  static constexpr std::size_t kLongestWord = 7;
  static constexpr int kFilterBits = 15;  // so that the filter stays in the nearest cache
  std::vector<std::uint8_t> filter_;
  std::multimap<std::uint32_t, std::string_view> labels_;
};

/// Nothing of MD5 can be turned back: each index costs a walk over all keys, and the least index of a name that was
/// seen tells how many walks there are.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "key: all 2^32 for index 0 of each day in the range, then for index 1, and so on below count, up to the "
           "first name that was seen; twenty seconds each on two cores: give one day, and all its names if you can";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"key"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    std::map<std::string_view, SeenLabels> seen;
    for (const std::string_view name : search.names) {
      const std::string_view label = first_label(name);
      if (label.size() < name.size()) seen[name.substr(label.size() + 1)].add(label);
    }
    std::vector<CivilDate> days;
    const Family& family = *find_family("newgoz");
    for (const Period& day : periods_of(family, *search.bases.front(), search.range)) days.push_back(civil(day.begin));
    const Prover prover{family, search};
    std::uint32_t count = 0;
    for (const Seed* const base : search.bases) count = std::max(count, base->u32("count"));

    SeedSearch walk = search;
    double done = 0;
    walk.progress = [&search, &done, all = static_cast<double>(count) * static_cast<double>(days.size())](double part) {
      if (search.progress) search.progress((done + part) / all);
    };
    std::vector<FoundSeed> found;
    for (std::uint32_t index = 0; index < count && found.empty(); ++index) {
      const auto labels = seen.find(suffix(index));
      for (const CivilDate& day : days) {
        if (search.stop.stop_requested()) return found;
        if (labels != seen.end() && !labels->second.empty()) {
          for (const std::uint32_t key : keys(walk, index, day, labels->second)) {
            FoundSeed values{{"key", hex_word(key)}};
            if (prover.makes_enough(values)) found.push_back(std::move(values));
          }
        }
        done += 1;
      }
    }
    return found;
  }

 private:
  /// The keys with which name `index` of the day is one of the labels.
  static std::vector<std::uint32_t> keys(const SeedSearch& search, std::uint32_t index, const CivilDate& day,
                                         const SeenLabels& labels) {
    HashBlock without_key = block_of(day, 0);
    without_key[0] = index;
    constexpr std::uint64_t kBatches = (std::uint64_t{1} << 32) / kDigestBatch;
    return search_all<std::uint32_t>(
        search, kBatches,
        [&](std::uint64_t batch, std::vector<std::uint32_t>& out) {
          // The key stands across words 1 and 2, in word 3, and across words 4 and 5. Its upper half is one in a batch.
          const auto first = static_cast<std::uint32_t>(batch * kDigestBatch);
          HashBlock block = without_key;
          block[2] |= first >> 16;
          block[5] |= first >> 16;
          std::array<VaryingWord, 3> varying{{{1, {}}, {3, {}}, {4, {}}}};
          for (std::uint32_t i = 0; i < kDigestBatch; ++i) {
            varying[0].words[i] = (first + i) << 16 | block[1];
            varying[1].words[i] = first + i;
            varying[2].words[i] = (first + i) << 16 | block[4];
          }
          Md5Words digests;
          md5_each(block, varying, digests);
          for (std::uint32_t i = 0; i < kDigestBatch; ++i) {
            if (labels.may_begin(digests.word[0][i]) && labels.made_by(digests, i)) out.push_back(first + i);
          }
        },
        std::uint64_t{1} << 15);
  }
};

}  // namespace

const SeedSearcher& newgoz_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast
