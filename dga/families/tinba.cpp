// SPDX-License-Identifier: Apache-2.0
// Tinba: each name comes from the one before it and a 16-octet key. Facts, seeds and sources: dga/catalogue/tinba.json
#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "dga/core/family.h"
#include "dga/core/seed_search.h"
#include "dga/core/short_text.h"
#include "dga/random/tinba_lanes.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "key", .type = ParameterType::string, .min = 16, .max = 16},
                                         {.name = "domain", .type = ParameterType::string, .min = 1, .max = 253},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = 1},
                                         {.name = "rounds", .type = ParameterType::u32, .max = 10'000'000}};

constexpr std::uint32_t kLabels = 64;  // that chains make at a time: close by when they are read

TinbaText first_text(std::string_view domain) noexcept {
  TinbaText text{};
  std::copy_n(domain.begin(), std::min(domain.size(), text.size()), text.begin());
  return text;
}

/// The labels that were seen, and how many names have each: a label may stand under several suffixes.
class SeenLabels {
 public:
  explicit SeenLabels(const std::vector<std::string_view>& names) {
    for (const std::string_view name : names) {
      const std::string_view label = first_label(name);
      ++names_[label];
      if (label.size() == kTinbaLabel) beginnings_[beginning(label[0], label[1], label[2])] = true;
    }
  }
  std::size_t names(std::string_view label) const {
    const auto place = names_.find(label);
    return place == names_.end() ? 0 : place->second;
  }
  /// The same for the twelve letters of a label.
  std::size_t names_of_letters(const char* letters) const {
    if (!beginnings_[beginning(letters[0], letters[1], letters[2])]) return 0;
    return names({letters, kTinbaLabel});
  }

 private:
  static std::size_t beginning(char a, char b, char c) noexcept {
    std::size_t number = 0;
    for (const char letter : {a, b, c}) number = number << 5 | (static_cast<unsigned char>(letter) & 0x1Fu);
    return number;
  }

  std::map<std::string_view, std::size_t> names_;
  std::bitset<1 << 15> beginnings_;  // their first three letters, which tell most others at once
};

/// A key matters by its sum modulo 256 and its last octet alone: 94 printable last octets make 24,064 chains.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "key: all chains from the first domains of known seeds; the key that is found is one of many with the same "
           "names";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"key"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    const SeenLabels labels{search.names};
    std::set<std::string> starts;
    std::uint32_t rounds = 0;
    for (const Seed* const base : search.bases) {
      starts.emplace(base->text("domain"));
      rounds = std::max(rounds, base->u32("rounds"));
    }
    std::vector<FoundSeed> found;
    for (const std::string& start : starts) {
      const TinbaText text = first_text(start);
      const std::size_t seen_at_start = labels.names(first_label(start));
      const auto test = [&](std::uint64_t value, std::vector<FoundSeed>& out) {  // all sums with one last octet
        const auto last = static_cast<std::uint8_t>(kFirst + value);
        std::vector<char> letters(kSums * kLabels * kTinbaLabel);
        std::vector<TinbaChain> chains;
        for (std::size_t sum = 0; sum < kSums; ++sum) {
          chains.push_back({text, static_cast<std::uint8_t>(sum), last, &letters[sum * kLabels * kTinbaLabel]});
        }
        std::array<std::size_t, kSums> seen;
        seen.fill(seen_at_start);
        for (std::uint32_t round = 0; round < rounds; round += kLabels) {
          const std::uint32_t count = std::min(kLabels, rounds - round);
          tinba_labels(chains, count);
          for (std::size_t sum = 0; sum < kSums; ++sum) {
            const char* const labels_of_chain = chains[sum].labels;
            for (std::size_t i = 0; i < count; ++i) {
              seen[sum] += labels.names_of_letters(labels_of_chain + i * kTinbaLabel);
            }
          }
        }
        for (std::uint32_t sum = 0; sum < seen.size(); ++sum) {
          if (seen[sum] >= search.at_least) {
            out.push_back({{"key", key_of(sum, static_cast<char>(last))}, {"domain", start}});
          }
        }
      };
      for (FoundSeed& seed : search_all<FoundSeed>(search, kLasts, test, 1)) found.push_back(std::move(seed));
    }
    return found;
  }

 private:
  static constexpr std::uint32_t kFirst = '!', kLasts = '~' - '!' + 1;
  static constexpr std::size_t kSums = 256;

  /// 16 characters with this sum and this end.
  static std::string key_of(std::uint32_t sum, char last) {
    constexpr std::uint32_t kLow = '0', kHigh = 'z', kOthers = 15;
    std::string key(kOthers, static_cast<char>(kLow));
    std::uint32_t left = (sum - static_cast<std::uint8_t>(last) - kLow * kOthers) & 0xFF;
    for (char& c : key) {
      const std::uint32_t more = std::min(left, kHigh - kLow);
      c = static_cast<char>(kLow + more);
      left -= more;
    }
    return key + last;
  }
};

class Tinba final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{
        .id = "tinba", .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = kParameters};
    return kFacts;
  }
  const SeedSearcher* searcher() const noexcept override {
    static constexpr Search kSearch;
    return &kSearch;
  }
  void generate(const Seed& seed, const Period&, DomainList& out) const override {
    const TinbaChain chain = begin(seed, out);
    TinbaText text = chain.text;
    const WordList& tlds = seed.words("tlds");
    const std::uint32_t rounds = seed.u32("rounds");
    for (std::uint32_t round = 0; round < rounds; ++round) {
      tinba_next(text, chain.sum, chain.last);
      put_names(text.data(), tlds, out);
    }
  }
  std::size_t lists_at_once() const noexcept override { return 16; }  // the catalogue has fewer seeds
  void generate_all(std::span<const ListOrder> lists) const override {
    if (lists.size() == 1) return generate(*lists[0].seed, lists[0].period, *lists[0].out);
    std::vector<ListOrder> open(lists.begin(), lists.end());
    std::vector<char> letters(lists.size() * kLabels * kTinbaLabel);
    std::vector<TinbaChain> chains;
    for (const ListOrder& list : lists) {
      chains.push_back(begin(*list.seed, *list.out));
      chains.back().labels = &letters[(chains.size() - 1) * kLabels * kTinbaLabel];
    }
    for (std::uint32_t round = 0, count = 0; !open.empty(); round += count) {
      count = kLabels;
      for (std::size_t i = open.size(); i-- > 0;) {
        const std::uint32_t left = open[i].seed->u32("rounds") - round;
        if (left == 0) {
          open.erase(open.begin() + static_cast<std::ptrdiff_t>(i));
          chains.erase(chains.begin() + static_cast<std::ptrdiff_t>(i));
        } else {
          count = std::min(count, left);
        }
      }
      tinba_labels(chains, count);
      for (std::size_t i = 0; i < open.size(); ++i) {
        const WordList& tlds = open[i].seed->words("tlds");
        for (std::uint32_t k = 0; k < count; ++k) put_names(chains[i].labels + k * kTinbaLabel, tlds, *open[i].out);
      }
    }
  }

 private:
  /// Puts the first name of a list.
  static TinbaChain begin(const Seed& seed, DomainList& out) {
    const std::string_view first = seed.text("domain"), key = seed.text("key");
    out.add(first);
    std::uint8_t sum = 0;
    for (const char c : key) sum = static_cast<std::uint8_t>(sum + c);
    return {first_text(first), sum, static_cast<std::uint8_t>(key.back()), nullptr};
  }
  static void put_names(const char* label, const WordList& tlds, DomainList& out) {
    for (const std::string_view tld : tlds.words()) {
      char* const name = out.extend(kTinbaLabel + 1 + tld.size());
      std::memcpy(name, label, kTinbaLabel);
      name[kTinbaLabel] = '.';
      short_copy<2>(tld, name + kTinbaLabel + 1);
      out.end();
    }
  }
};

}  // namespace

const Family& tinba() noexcept {
  static constexpr Tinba kFamily;
  return kFamily;
}
}  // namespace dgacast
