// SPDX-License-Identifier: Apache-2.0
// QSnatch, first script: three names a TLD for each of six clocks. Facts and sources: dga/catalogue/qsnatch_a.json
#include <array>
#include <vector>

#include "dga/core/list_batch.h"
#include "dga/families/shared/qsnatch.h"

namespace dgacast {
namespace {

constexpr std::array<std::int64_t, 6> kIntervals{1'296'000, 432'000, 86'400, 28'800, 7'200, 3'600};
constexpr std::array<std::size_t, 3> kLengths{5, 3, 4};
constexpr ParameterSpec kParameters[] = {{.name = "constant", .type = ParameterType::string, .max = 256},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = 1}};

/// The script's table gives these three one character more.
constexpr std::size_t bonus(std::string_view tld) noexcept {
  return tld == "com" || tld == "net" || tld == "org" ? 1 : 0;
}

/// The names that a clock gives: the same in each list until it moves on.
class ClockNames {
 public:
  explicit ClockNames(std::int64_t interval) noexcept : interval_(interval) {}

  /// Appends those of `time`.
  void put(const Seed& seed, std::int64_t time, DomainList& out) {
    const std::int64_t counter = time / interval_;
    if (&seed != seed_ || counter != counter_) make(seed, counter);
    out.append(names_, 0, names_.size());
  }

 private:
  void make(const Seed& seed, std::int64_t counter) {
    seed_ = &seed;
    counter_ = counter;
    const auto tlds = seed.words("tlds").words();
    labels_.clear();
    QsnatchHash hash{counter, seed.text("constant")};
    for (const std::string_view tld : tlds) labels_.push_back(hash.label(tld));
    names_.clear();
    for (const std::size_t length : kLengths) {
      for (std::size_t i = 0; i < tlds.size(); ++i) {
        names_.put({labels_[i].data(), length + bonus(tlds[i])});
        names_.put('.');
        names_.put(tlds[i]);
        names_.end();
      }
    }
  }

  std::int64_t interval_;
  const Seed* seed_ = nullptr;
  std::int64_t counter_ = 0;
  std::vector<QsnatchLabel> labels_;
  DomainList names_;
};

class QsnatchA final : public Family, public ListBatcher {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "qsnatch_a",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::every(std::chrono::hours{1}),
                                        .parameters = kParameters};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const ListOrder list{&seed, period, &out};
    make({&list, 1});
  }
  const ListBatcher* batcher() const noexcept override { return this; }
  std::size_t lists_at_once() const noexcept override { return 64; }
  /// Of the lists of one day, all but one in four of their names stand in the list before.
  std::size_t generate_some(std::span<const ListOrder> lists) const override {
    make(lists);
    return lists.size();
  }

 private:
  static void make(std::span<const ListOrder> lists) {
    std::vector<ClockNames> clocks(kIntervals.begin(), kIntervals.end());
    for (const ListOrder& list : lists) {
      for (ClockNames& clock : clocks) clock.put(*list.seed, unix_time(list.period.begin), *list.out);
    }
  }
};

}  // namespace

const Family& qsnatch_a() noexcept {
  static constexpr QsnatchA kFamily;
  return kFamily;
}
}  // namespace dgacast
