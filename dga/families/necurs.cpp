// SPDX-License-Identifier: Apache-2.0
// Necurs: 2048 names every four days, never across a month's end. Facts, seeds and sources: dga/catalogue/necurs.json
#include <array>
#include <vector>

#include "dga/core/family.h"
#include "dga/core/seed_search.h"
#include "dga/random/necurs_lanes.h"

namespace dgacast {
namespace {

constexpr std::size_t kCount = 2048;
constexpr std::array<std::string_view, 43> kSuffixes{
    "tj", "in", "jp", "tw", "ac", "cm", "la",  "mn",  "so",  "sh",  "sc",  "nu",  "nf", "mu", "ms",
    "mx", "ki", "im", "cx", "cc", "tv", "bz",  "me",  "eu",  "de",  "ru",  "co",  "su", "pw", "kz",
    "sx", "us", "ug", "ir", "to", "ga", "com", "net", "org", "biz", "xxx", "pro", "bit"};
constexpr ParameterSpec kParameters[] = {{.name = "magic", .type = ParameterType::u64}};

constexpr PeriodRule kPeriod = PeriodRule::month_days({1, 4, 8, 12, 16, 20, 24, 28});

constexpr std::uint64_t slot_of(const CivilDate& date) noexcept {
  return necurs_mix(necurs_mix(necurs_mix(date.year) + date.month + 0xAAAA) + (date.day >> 2));
}

/// The magic numbers of all samples are small.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "magic: 0 to 65,535 for each index of each list in the range";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"magic"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    constexpr std::uint64_t kMagics = 1 << 16;
    std::vector<std::uint64_t> starts;  // of all names, before the magic is added
    for (UtcSeconds at = search.range.begin; at < search.range.end;) {
      const Period period = kPeriod.containing(*search.bases.front(), at);
      const CivilDate date = civil(period.begin);
      for (std::uint64_t index = 0; index < kCount; ++index) starts.push_back(necurs_mix(slot_of(date) + index));
      at = period.end;
    }
    std::vector<std::string_view> labels;
    for (const std::string_view name : search.names) labels.push_back(first_label(name));
    const auto magics = search_all<std::uint64_t>(
        search, kMagics,
        [&](std::uint64_t magic, std::vector<std::uint64_t>& out) {
          std::size_t seen = 0;
          for (const std::uint64_t start : starts) {
            const std::uint64_t first = necurs_mix(start + magic);
            for (const std::string_view label : labels) {
              if (first % 15 + 7 != label.size()) continue;
              std::uint64_t state = first;
              std::size_t i = 0;
              for (; i < label.size(); ++i) {
                state = necurs_mix(state + i);
                if (static_cast<char>('a' + state % 25) != label[i]) break;
                state = necurs_mix(state + 0xABBEDF);
              }
              if (i == label.size()) ++seen;
            }
          }
          if (seen >= search.at_least) out.push_back(magic);
        },
        64);
    std::vector<FoundSeed> found;
    for (const std::uint64_t magic : magics) found.push_back({{"magic", std::to_string(magic)}});
    return found;
  }
};

class Necurs final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{
        .id = "necurs", .taxonomy = Taxonomy::tdd, .period = kPeriod, .parameters = kParameters, .suffixes = kSuffixes};
    return kFacts;
  }
  const SeedSearcher* searcher() const noexcept override {
    static constexpr Search kSearch;
    return &kSearch;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const CivilDate date = civil(period.begin);
    std::vector<NecursLabel> labels(kCount);
    necurs_labels(slot_of(date), seed.u64("magic"), labels);
    for (const NecursLabel& label : labels) {
      const std::string_view suffix = kSuffixes[label.state % kSuffixes.size()];
      if (out.wants(suffix)) {
        out.put({label.text.data(), label.length});
        out.put('.');
        out.put(suffix);
      }
      out.end();
    }
  }
};

}  // namespace

const Family& necurs() noexcept {
  static constexpr Necurs kFamily;
  return kFamily;
}
}  // namespace dgacast
