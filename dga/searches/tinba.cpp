// SPDX-License-Identifier: Apache-2.0
// The search for seeds of Tinba.
#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dga/core/seed.h"
#include "dga/families/shared/tinba.h"
#include "dga/random/tinba_lanes.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

using namespace tinba_algorithm;

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

}  // namespace

const SeedSearcher& tinba_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast
