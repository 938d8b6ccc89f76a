// SPDX-License-Identifier: Apache-2.0
// The search for seeds of Simda.
#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dga/core/seed.h"
#include "dga/families/shared/simda.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

using namespace simda_algorithm;

/// All counters for each name; those of one seed lie whole steps apart.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "base, step: all 2^32 counters for each name, then the longest step that fits; the seed that is found "
           "begins "
           "its list with the earliest name; three names or more tell";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 2> kNames{"base", "step"};
    return kNames;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    std::uint32_t count = 1;
    for (const Seed* const base : search.bases) count = std::max(count, base->u32("count"));
    std::vector<std::string_view> labels;
    for (const std::string_view name : search.names) labels.push_back(first_label(name));
    auto counters =
        search_all<Counter>(search, std::uint64_t{1} << 32, [&](std::uint64_t value, std::vector<Counter>& out) {
          const auto counter = static_cast<std::uint32_t>(value);
          const char first = letter_at(counter, 0), second = letter_at(counter, 1);
          for (std::uint32_t name = 0; name < labels.size(); ++name) {
            const std::string_view label = labels[name];
            if (label[0] != first || label.size() < 2 || label[1] != second) continue;
            std::uint32_t k = 2;
            while (k < label.size() && letter_at(counter, k) == label[k]) ++k;
            if (k == label.size()) out.push_back({counter, name});
          }
        });
    std::ranges::sort(counters, {}, &Counter::value);
    std::vector<FoundSeed> found;
    Chain chain{counters, search.at_least, count, found};
    for (std::size_t i = 0; i < counters.size() && !search.stop.stop_requested(); ++i) chain.begin(i);
    return found;
  }

 private:
  struct Counter {
    std::uint32_t value, name;
  };

  /// Chains of counters with a common divisor that leads from the first to the last in less than a list's length.
  class Chain {
   public:
    Chain(const std::vector<Counter>& counters, std::size_t names, std::uint32_t count, std::vector<FoundSeed>& found)
        : counters_(counters), names_(names), count_(count), found_(found) {}
    void begin(std::size_t first) {
      first_ = first;
      seen_ = {counters_[first].name};
      extend(first, 0);
    }

   private:
    static constexpr std::uint32_t kMostStep = 255 * 64;  // the sum of a key's octets: 28 to 32 of them are known

    void extend(std::size_t last, std::uint32_t divisor) {
      const std::uint32_t begin = counters_[first_].value;
      if (seen_.size() == names_) {
        const std::uint32_t step = divisor == 0 ? 1 : divisor;
        found_.push_back({{"base", std::to_string(begin - step)}, {"step", std::to_string(step)}});
        return;
      }
      for (std::size_t i = last + 1; i < counters_.size(); ++i) {
        const std::uint32_t span = counters_[i].value - begin;
        if (span > std::uint64_t{kMostStep} * (count_ - 1)) return;
        const std::uint32_t common = std::gcd(divisor, span);
        if (span == 0 || span / common >= count_ || seen_.contains(counters_[i].name)) continue;
        seen_.insert(counters_[i].name);
        extend(i, common);
        seen_.erase(counters_[i].name);
      }
    }

    const std::vector<Counter>& counters_;
    std::size_t names_;
    std::uint32_t count_;
    std::vector<FoundSeed>& found_;
    std::size_t first_ = 0;
    std::set<std::uint32_t> seen_;
  };
};

}  // namespace

const SeedSearcher& simda_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast
