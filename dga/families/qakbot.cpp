// SPDX-License-Identifier: Apache-2.0
// Qakbot: 5000 names every third of a month. Facts, seeds and sources: dga/catalogue/qakbot.json
#include <set>

#include "dga/core/family.h"
#include "dga/core/seed_search.h"
#include "dga/families/shared/qakbot_names.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32},
                                         {.name = "sandbox", .type = ParameterType::boolean},
                                         {.name = "count", .type = ParameterType::u32, .max = 10'000'000}};

/// Campaigns are numbered: all known numbers are small.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "seed: 0 to 65,535 for each third of a month in the range";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"seed"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    const std::set<std::string_view> names(search.names.begin(), search.names.end());
    std::set<std::pair<bool, std::uint32_t>> shapes;
    for (const Seed* const base : search.bases) shapes.emplace(base->flag("sandbox"), base->u32("count"));
    const auto seeds = search_all<std::uint32_t>(
        search, std::uint64_t{1} << 16,
        [&](std::uint64_t value, std::vector<std::uint32_t>& out) {
          const auto seed = static_cast<std::uint32_t>(value);
          for (const auto& [sandbox, count] : shapes) {
            std::size_t seen = 0;
            for (UtcSeconds at = search.range.begin; at < search.range.end;) {
              const Period period = kQakbotPeriod.containing(*search.bases.front(), at);
              DomainList list;
              put_qakbot_names(civil(period.begin), seed, sandbox, count, list);
              for (std::size_t i = 0; i < list.size(); ++i) seen += names.contains(list[i]) ? 1 : 0;
              at = period.end;
            }
            if (seen >= search.at_least) {
              out.push_back(seed);
              return;
            }
          }
        },
        64);
    std::vector<FoundSeed> found;
    for (const std::uint32_t seed : seeds) found.push_back({{"seed", std::to_string(seed)}});
    return found;
  }
};

class Qakbot final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{
        .id = "qakbot", .taxonomy = Taxonomy::tdd, .period = kQakbotPeriod, .parameters = kParameters};
    return kFacts;
  }
  const SeedSearcher* searcher() const noexcept override {
    static constexpr Search kSearch;
    return &kSearch;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    put_qakbot_names(civil(period.begin), seed.u32("seed"), seed.flag("sandbox"), seed.u32("count"), out);
  }
};

}  // namespace

const Family& qakbot() noexcept {
  static constexpr Qakbot kFamily;
  return kFamily;
}
}  // namespace dgacast
