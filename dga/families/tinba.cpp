// SPDX-License-Identifier: Apache-2.0
// Tinba: each name comes from the one before it and a 16-octet key. Facts, seeds and sources: dga/catalogue/tinba.json
#include <algorithm>
#include <cstring>
#include <vector>

#include "dga/core/list_batch.h"
#include "dga/core/short_text.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/families/shared/tinba.h"
#include "dga/random/tinba_lanes.h"

namespace dgacast {
namespace {

using namespace tinba_algorithm;

constexpr ParameterSpec kParameters[] = {{.name = "key", .type = ParameterType::string, .min = 16, .max = 16},
                                         {.name = "domain", .type = ParameterType::string, .min = 1, .max = 253},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = 1},
                                         {.name = "rounds", .type = ParameterType::u32, .max = kMostCount}};

class Tinba final : public Family, public ListBatcher {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{
        .id = "tinba", .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = kParameters};
    return kFacts;
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
  const ListBatcher* batcher() const noexcept override { return this; }
  std::size_t lists_at_once() const noexcept override { return 16; }  // the catalogue has fewer seeds
  std::size_t generate_some(std::span<const ListOrder> lists) const override {
    if (lists.size() == 1) {
      generate(*lists[0].seed, lists[0].period, *lists[0].out);
    } else {
      make(lists);
    }
    return lists.size();
  }

 private:
  static void make(std::span<const ListOrder> lists) {
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
