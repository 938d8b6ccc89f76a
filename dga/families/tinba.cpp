// SPDX-License-Identifier: Apache-2.0
// Tinba: each name comes from the one before it and a 16-octet key. Facts, seeds and sources: dga/catalogue/tinba.json
#include <algorithm>
#include <array>
#include <bitset>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "dga/core/family.h"
#include "dga/core/seed_search.h"
#include "dga/random/tinba_lanes.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "key", .type = ParameterType::string, .min = 16, .max = 16},
                                         {.name = "domain", .type = ParameterType::string, .min = 1, .max = 253},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = 1},
                                         {.name = "rounds", .type = ParameterType::u32, .max = 10'000'000}};

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
  /// The same for the label of one of the chains.
  std::size_t names(const TinbaChains& chains, std::size_t chain) const {
    const auto letter = [&](std::size_t k) { return static_cast<char>(chains.text[k][chain]); };
    if (!beginnings_[beginning(letter(0), letter(1), letter(2))]) return 0;
    std::array<char, kTinbaLabel> label;
    for (std::size_t k = 0; k < label.size(); ++k) label[k] = letter(k);
    return names({label.data(), label.size()});
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
        TinbaChains chains;
        for (std::size_t k = 0; k < text.size(); ++k) chains.text[k].fill(static_cast<std::uint8_t>(text[k]));
        std::iota(chains.sum.begin(), chains.sum.end(), std::uint8_t{0});
        chains.last.fill(last);
        std::array<std::size_t, TinbaChains::kCount> seen;
        seen.fill(seen_at_start);
        for (std::uint32_t round = 0; round < rounds; ++round) {
          tinba_next_each(chains);
          for (std::size_t sum = 0; sum < seen.size(); ++sum) seen[sum] += labels.names(chains, sum);
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
    const std::string_view first = seed.text("domain");
    out.add(first);
    std::uint8_t key_sum = 0;
    for (const char c : seed.text("key")) key_sum = static_cast<std::uint8_t>(key_sum + c);
    const auto key_last = static_cast<std::uint8_t>(seed.text("key").back());
    TinbaText text = first_text(first);
    const WordList& tlds = seed.words("tlds");
    const std::uint32_t rounds = seed.u32("rounds");
    for (std::uint32_t round = 0; round < rounds; ++round) {
      tinba_next(text, key_sum, key_last);
      for (const std::string_view tld : tlds.words()) {
        out.put({text.data(), text.size()});
        out.put(tld);
        out.end();
      }
    }
  }
};

}  // namespace

const Family& tinba() noexcept {
  static constexpr Tinba kFamily;
  return kFamily;
}
}  // namespace dgacast
