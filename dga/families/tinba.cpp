// SPDX-License-Identifier: Apache-2.0
// Tinba: each name comes from the one before it and a 16-octet key. Facts, seeds and sources: dga/catalogue/tinba.json
#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "dga/core/family.h"
#include "dga/core/seed_search.h"

namespace dgacast {
namespace {

constexpr std::size_t kLabel = 12;
constexpr ParameterSpec kParameters[] = {{.name = "key", .type = ParameterType::string, .min = 16, .max = 16},
                                         {.name = "domain", .type = ParameterType::string, .min = 1, .max = 253},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = 1},
                                         {.name = "rounds", .type = ParameterType::u32, .max = 10'000'000}};

/// The letters, and the octet behind them, which counts too: a dot, but anything in the first domain.
using Label = std::array<char, kLabel + 1>;

Label first_text(std::string_view domain) noexcept {
  Label text{};
  std::copy_n(domain.begin(), std::min(domain.size(), text.size()), text.begin());
  return text;
}

void next_label(Label& text, std::uint8_t sum, std::uint8_t letter) noexcept {
  for (std::size_t k = 0; k < kLabel; ++k) {
    while (true) {  // ends for any octets: an exhaustive search found no cycle without a letter
      letter = static_cast<std::uint8_t>(letter + text[k]) ^ sum;
      letter = static_cast<std::uint8_t>(letter + text[k + 1]);
      if ('a' < letter && letter < 'z') break;
      ++sum;
    }
    text[k] = static_cast<char>(letter);
  }
  text[kLabel] = '.';
}

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
    std::set<std::string_view> labels;
    for (const std::string_view name : search.names) labels.insert(first_label(name));
    constexpr std::uint32_t kFirst = '!', kLasts = '~' - '!' + 1, kSums = 256;
    std::set<std::string> starts;
    std::uint32_t rounds = 0;
    for (const Seed* const base : search.bases) {
      starts.emplace(base->text("domain"));
      rounds = std::max(rounds, base->u32("rounds"));
    }
    std::vector<FoundSeed> found;
    for (const std::string& start : starts) {
      const auto chains =
          search_all<std::uint32_t>(search, kSums * kLasts, [&](std::uint64_t value, std::vector<std::uint32_t>& out) {
            const auto chain = static_cast<std::uint32_t>(value);
            const auto sum = static_cast<std::uint8_t>(chain % kSums),
                       last = static_cast<std::uint8_t>(kFirst + chain / kSums);
            Label text = first_text(start);
            std::size_t seen = labels.contains(first_label(start)) ? 1 : 0;
            for (std::uint32_t round = 0; round < rounds; ++round) {
              next_label(text, sum, last);
              if (labels.contains(std::string_view{text.data(), kLabel})) ++seen;
            }
            if (seen >= search.at_least) out.push_back(chain);
          });
      for (const std::uint32_t chain : chains) {
        found.push_back({{"key", key_of(chain % kSums, static_cast<char>(kFirst + chain / kSums))}, {"domain", start}});
      }
    }
    return found;
  }

 private:
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
    Label text = first_text(first);
    const WordList& tlds = seed.words("tlds");
    const std::uint32_t rounds = seed.u32("rounds");
    for (std::uint32_t round = 0; round < rounds; ++round) {
      next_label(text, key_sum, key_last);
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
