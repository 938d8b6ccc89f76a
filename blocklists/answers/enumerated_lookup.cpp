// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/enumerated_lookup.h"

#include <algorithm>
#include <bit>
#include <tuple>
#include <unordered_map>

#include "blocklists/answers/fingerprint.h"
#include "blocklists/engine/enumerate.h"

namespace dgacast {
namespace {

/// The names asked for, by fingerprint: open addressing, at most half full. Names that stand there twice are both kept.
class Wanted {
 public:
  explicit Wanted(std::span<const std::string_view> names)
      : names_(names), slots_(std::bit_ceil(2 * names.size() + 1), Slot{0, kEmpty}), mask_(slots_.size() - 1) {
    for (std::uint32_t name = 0; name < names.size(); ++name) {
      const std::uint64_t print = fingerprint(names[name]);
      std::size_t at = print & mask_;
      while (slots_[at].name != kEmpty) at = (at + 1) & mask_;
      slots_[at] = {print, name};
    }
  }
  template <typename Visitor>
  void each(std::string_view text, const Visitor& visit) const {
    const std::uint64_t print = fingerprint(text);
    for (std::size_t at = print & mask_; slots_[at].name != kEmpty; at = (at + 1) & mask_) {
      if (slots_[at].print == print && names_[slots_[at].name] == text) visit(slots_[at].name);
    }
  }

 private:
  static constexpr std::uint32_t kEmpty = ~std::uint32_t{0};
  struct Slot {
    std::uint64_t print;
    std::uint32_t name;
  };
  std::span<const std::string_view> names_;
  std::vector<Slot> slots_;
  std::size_t mask_;
};

struct Hit {
  std::uint32_t name;
  std::uint32_t list;
  std::uint32_t index;
};

class Comparer final : public ListTaker {
 public:
  explicit Comparer(const Wanted& wanted) : wanted_(wanted) {}
  void take(std::uint32_t number, const DomainList& names) override {
    for (std::uint32_t index = 0; index < names.size(); ++index) {
      wanted_.each(names[index], [&](std::uint32_t name) { hits.push_back({name, number, index}); });
    }
  }
  std::vector<Hit> hits;

 private:
  const Wanted& wanted_;
};

}  // namespace

std::uint64_t EnumeratedLookup::lists_of(const CatalogueEntry& entry) const {
  std::uint64_t lists = 0;
  for (const PlannedSeed& seed : plan_.seeds()) lists += seed.entry == &entry ? seed.lists.size() : 0;
  return lists;
}

Answers EnumeratedLookup::find(std::span<const std::string_view> names, const RunContext& run) const {
  const Wanted wanted{names};
  std::vector<Hit> hits;
  for (const auto& taker : enumerate(
           plan_, [&] { return std::make_unique<Comparer>(wanted); }, {}, run)) {
    const auto& found = static_cast<const Comparer&>(*taker).hits;
    hits.insert(hits.end(), found.begin(), found.end());
  }
  std::ranges::sort(hits, {}, [](const Hit& hit) { return std::tuple{hit.name, hit.list, hit.index}; });
  std::vector<Answer> answers;
  std::deque<Source> sources;
  std::unordered_map<std::uint32_t, const Source*> of_list;  // those of lists that held a name
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (i > 0 && hits[i].name == hits[i - 1].name && hits[i].list == hits[i - 1].list) continue;  // a later repeat
    const Source*& source = of_list[hits[i].list];
    if (source == nullptr) {
      const PlannedSeed& seed = plan_.seed_of(hits[i].list);
      const PlannedList& list = plan_.list(hits[i].list);
      source = &sources.emplace_back(Source{seed.entry, &seed.seed, list.period, list.valid_until});
    }
    answers.push_back({hits[i].name, hits[i].index, source});
  }
  return {std::move(answers), std::move(sources), nullptr};
}

}  // namespace dgacast
