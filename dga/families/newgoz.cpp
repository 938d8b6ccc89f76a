// SPDX-License-Identifier: Apache-2.0
// Gameover Zeus after the takedown of 2014: MD5 of index, date and key. Facts, seeds and sources:
// dga/catalogue/newgoz.json
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "dga/core/family.h"
#include "dga/core/seed_search.h"
#include "dga/random/base36_lanes.h"
#include "dga/random/digest_lanes.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "key", .type = ParameterType::u32},
                                         {.name = "count", .type = ParameterType::u32, .max = 10'000'000}};

constexpr std::array<std::string_view, 4> kSuffixes{"com", "org", "biz", "net"};

constexpr std::string_view suffix(std::uint32_t index) noexcept {
  return index % 4 == 0 ? "com" : index % 3 == 0 ? "org" : index % 2 == 0 ? "biz" : "net";
}

/// The message of index 0: the index, then year, month and day, the key after each of the three.
HashBlock block_of(const CivilDate& date, std::uint32_t key) noexcept {
  std::array<char, 22> message{};
  const auto store = [&message](std::size_t at, std::uint32_t value, std::size_t octets) {  // little-endian
    for (std::size_t i = 0; i < octets; ++i) message[at + i] = static_cast<char>(value >> 8 * i & 0xFF);
  };
  store(4, date.year, 2);
  store(6, key, 4);
  store(10, date.month, 2);
  store(12, key, 4);
  store(16, date.day, 2);
  store(18, key, 4);
  return md5_block({message.data(), message.size()});
}

/// A digest as it stands in a label: each of its words in base 36.
using LabelWords = std::array<Base36Digits, 4>;
constexpr std::size_t kLongestLabel = 4 * 8;

/// Writes a label, with room for kLongestLabel octets, and gives the place behind it.
char* put_label(const LabelWords& words, char* to) noexcept {
  for (const Base36Digits word : words) to = put_base36(word, to);
  return to;
}

void put_names(std::uint32_t key, std::uint32_t count, const CivilDate& date, DomainList& out) {
  const HashBlock block = block_of(date, key);
  VaryingWord indices{.at = 0, .words = {}};
  Md5Words digests;
  std::array<std::array<Base36Digits, kDigestBatch>, 4> words;
  for (std::uint32_t begin = 0; begin < count; begin += kDigestBatch) {
    for (std::uint32_t i = 0; i < kDigestBatch; ++i) indices.words[i] = begin + i;
    md5_each(block, {&indices, 1}, digests);
    for (std::size_t w = 0; w < words.size(); ++w) base36_each(digests.word[w], words[w]);
    for (std::size_t i = 0; i < std::min<std::size_t>(kDigestBatch, count - begin); ++i) {
      const std::string_view name_suffix = suffix(indices.words[i]);
      if (out.wants(name_suffix)) {
        constexpr std::size_t kMost = kLongestLabel + 1 + 3;
        char* const name = out.extend(kMost);
        char* end = put_label({words[0][i], words[1][i], words[2][i], words[3][i]}, name);
        *end++ = '.';
        end = std::copy(name_suffix.begin(), name_suffix.end(), end);
        out.take_back(static_cast<std::size_t>(name + kMost - end));
      }
      out.end();
    }
  }
}

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
    for (UtcSeconds at = midnight_before(search.range.begin); at < search.range.end; at += std::chrono::days{1})
      days.push_back(civil(at));
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
            if (makes_enough(search, key, count, days)) found.push_back({{"key", hex_word(key)}});
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

  static bool makes_enough(const SeedSearch& search, std::uint32_t key, std::uint32_t count,
                           const std::vector<CivilDate>& days) {
    const std::set<std::string_view> names(search.names.begin(), search.names.end());
    std::set<std::string_view> made;
    DomainList list;
    for (const CivilDate& day : days) {
      list.clear();
      put_names(key, count, day, list);
      for (std::size_t i = 0; i < list.size(); ++i) {
        const auto name = names.find(list[i]);
        if (name != names.end()) made.insert(*name);
      }
    }
    return made.size() >= search.at_least;
  }
};

class Newgoz final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "newgoz",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::day(),
                                        .parameters = kParameters,
                                        .suffixes = kSuffixes};
    return kFacts;
  }
  const SeedSearcher* searcher() const noexcept override {
    static constexpr Search kSearch;
    return &kSearch;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    put_names(seed.u32("key"), seed.u32("count"), civil(period.begin), out);
  }
};

}  // namespace

const Family& newgoz() noexcept {
  static constexpr Newgoz kFamily;
  return kFamily;
}
}  // namespace dgacast
