// SPDX-License-Identifier: Apache-2.0
#include "blocklists/engine/collector.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>
#include <string_view>

#include "blocklists/engine/gathered_names.h"
#include "blocklists/engine/name_order.h"
#include "blocklists/engine/place.h"
#include "blocklists/names/verdict.h"
#include "dga/core/short_text.h"

namespace dgacast {
namespace {

constexpr std::size_t kRecent = 1 << 15;  // names looked at for repeats before they are sorted; a power of two
// Runs of few names are sorted and written within the cache; a merge of few runs reads little of each in vain.
constexpr std::size_t kFirstRun = 1 << 18;
constexpr std::size_t kRunsOfASize = 16;

/// One thread's share: generated names gather in a buffer, which is sorted into a run when it is full.
class Collector final : public Collected {
 public:
  Collector(const Plan& plan, const NameFilter& filter, const CollectOptions& options, std::size_t buffer_names,
            BlockStore& store)
      : plan_(plan),
        filter_(filter),
        options_(options),
        buffer_names_(buffer_names),
        buffer_(options.provenance),
        maker_(plan, store, options.provenance) {
    if (options.reduce_by != nullptr) judge_ = std::make_unique<Judge>(filter.suffixes(), *options.reduce_by);
    make_room();
  }

  void take(std::uint32_t number, const DomainList& list) override {
    for (std::size_t index = 0; index < list.size(); ++index) {
      take_name(list, index, {number, number, static_cast<std::uint32_t>(index)});
    }
    gather();
  }
  /// Each name once, with the lists that have it.
  void take_row(std::uint32_t first, const DomainList& row, std::span<const Stretch> lists) override {
    std::uint32_t begun = 0, left = 0;  // how many lists begin at the name or before it, and end there or before it
    for (std::uint32_t at = 0; at < row.size(); ++at) {
      // A name is new in the list that is the first to reach it, and stands in all up to the last that begins with it.
      while (lists[left].end <= at) ++left;
      while (begun < lists.size() && lists[begun].begin <= at) ++begun;
      take_name(row, at, {first + left, first + begun - 1, at - lists[left].begin});
    }
    gather();
  }
  /// Makes a run of what is left, and gives the memory back.
  void finish() override {
    if (!buffer_.empty()) runs.push_back(maker_.make(buffer_));
    buffer_ = GatheredNames{options_.provenance};
  }

 private:
  struct Recent {
    std::uint32_t mark;
    std::uint32_t position = ~std::uint32_t{0};  // in buffer_
  };

  /// Octets of the entries of a run.
  std::size_t run_octets() const noexcept {
    return run_names_ * (kUsualName + GatheredNames::entry_octets(options_.provenance));
  }
  bool full() const noexcept { return buffer_.size() >= run_names_ || buffer_.octets() >= run_octets(); }
  void make_room() {
    run_names_ = std::min(buffer_names_, kFirstRun * (1 + runs.size() / kRunsOfASize));
    buffer_.reserve(run_octets() + kLongestName + GatheredNames::entry_octets(options_.provenance));
    std::ranges::fill(recent_, Recent{});
  }

  /// The registrable domain, a tail of the name; the name where there is none.
  std::string_view reduce(std::string_view name) {
    const std::string_view registrable = judge_->judge(name).registrable;
    return registrable.empty() ? name : registrable;
  }

  /// True for a host name that the filter passes; counts what is none, in each list.
  bool admits(std::string_view name, const Place& place) {
    if (const NameFault fault = check_name(name); fault != NameFault::none) {
      faults[static_cast<std::size_t>(fault)] += place.last - place.first + 1;
      return false;
    }
    return filter_.passes(name);
  }

  /// A name that may become part of the list, if it is not there yet.
  struct Candidate {
    std::string_view name;
    std::uint64_t mixed;
    Place place;
  };

  void take_name(const DomainList& list, std::size_t at, const Place& place) {
    std::string_view name = list[at];
    if (!filter_.may_pass(name)) return;
    if (judge_) {
      if (!admits(name, place)) return;
      name = reduce(name);
    }
    // What was made lately lies anywhere in a table: it is asked for some names before it is needed.
    const std::uint64_t mixed = mix(name);
    __builtin_prefetch(&recent_[slot_of(mixed)]);
    candidates_[count_++] = {name, mixed, place};
    if (count_ == candidates_.size()) gather();
  }

  void gather() {
    for (std::size_t i = 0; i < count_; ++i) {
      const Candidate& candidate = candidates_[i];
      if (repeats_recent(candidate)) continue;
      if (!judge_ && !admits(candidate.name, candidate.place)) continue;  // what is in the buffer was admitted before
      buffer_.add(candidate.name, candidate.place);
      if (!full()) continue;
      runs.push_back(maker_.make(buffer_));
      make_room();
    }
    count_ = 0;
  }

  /// The ends of a name of a list and its length: cheap, and good enough to find a repeat.
  static std::uint64_t mix(std::string_view name) noexcept {
    std::uint64_t tail = 0;
    if (name.size() >= sizeof tail) std::memcpy(&tail, name.data() + name.size() - sizeof tail, sizeof tail);
    return (sort_octets(name) ^ std::rotl(tail, 29) ^ name.size()) * std::uint64_t{0x9E37'79B9'7F4A'7C15};
  }
  static std::size_t slot_of(std::uint64_t mixed) noexcept {
    return static_cast<std::size_t>(mixed >> 32) & (kRecent - 1);
  }

  /// True when the name stands in the buffer and its place, if wanted, could be made longer: bots whose lists overlap
  /// (windows of 512 seconds, walks back over years) make most names again and again, and sorting each is what costs.
  bool repeats_recent(const Candidate& candidate) {
    Recent& recent = recent_[slot_of(candidate.mixed)];
    const Recent before = recent;
    recent = {static_cast<std::uint32_t>(candidate.mixed), static_cast<std::uint32_t>(buffer_.octets())};
    if (before.mark != recent.mark || before.position == Recent{}.position) return false;
    if (!same_text(buffer_.name(before.position), candidate.name)) return false;
    if (options_.provenance) {
      Place place = buffer_.place(before.position);
      if (candidate.place.first < place.first || !joins(plan_, place, candidate.place)) return false;
      place.last = later(plan_, place.last, candidate.place.last);
      buffer_.set_place(before.position, place);
    }
    recent = before;
    return true;
  }

  const Plan& plan_;
  const NameFilter& filter_;
  const CollectOptions& options_;
  std::size_t buffer_names_;
  std::size_t run_names_ = 0;  // in the buffer, when it becomes a run
  std::unique_ptr<Judge> judge_;
  GatheredNames buffer_;
  RunMaker maker_;
  std::vector<Recent> recent_ = std::vector<Recent>(kRecent);
  std::array<Candidate, 32> candidates_;
  std::size_t count_ = 0;  // in candidates_
};

}  // namespace

std::unique_ptr<Collected> make_collector(const Plan& plan, const NameFilter& filter, const CollectOptions& options,
                                          std::size_t buffer_names, BlockStore& store) {
  return std::make_unique<Collector>(plan, filter, options, buffer_names, store);
}

}  // namespace dgacast
