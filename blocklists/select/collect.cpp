// SPDX-License-Identifier: Apache-2.0
#include "blocklists/select/collect.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace dgacast {
namespace {

constexpr std::size_t kBlock = 4096;      // entries a visit
constexpr std::size_t kRecent = 1 << 15;  // names looked at for repeats before they are sorted; a power of two

/// The first eight octets as a number that orders like them; shorter names are filled with zeros.
std::uint64_t prefix_of(std::string_view name) noexcept {
  std::uint64_t prefix = 0;
  std::memcpy(&prefix, name.data(), std::min<std::size_t>(name.size(), sizeof prefix));
  if constexpr (std::endian::native == std::endian::little) prefix = __builtin_bswap64(prefix);
  return prefix;
}

/// Cheap, and good enough to find a recent repeat: the ends and the length.
std::size_t slot_of(std::string_view name, std::size_t slots) noexcept {
  std::uint64_t tail = 0;
  const std::size_t count = std::min<std::size_t>(name.size(), sizeof tail);
  std::memcpy(&tail, name.data() + name.size() - count, count);
  const std::uint64_t mixed = (prefix_of(name) ^ std::rotl(tail, 29) ^ name.size()) * 0x9E37'79B9'7F4A'7C15;
  return static_cast<std::size_t>(mixed >> 32) & (slots - 1);
}

}  // namespace

/// One thread's part: generated names gather in a buffer, which is sorted into a run when it is full.
class Collector final : public ListTaker {
 public:
  using Place = Collection::Place;
  using Run = Collection::Run;

  Collector(const Plan& plan, const NameFilter& filter, const CollectOptions& options)
      : plan_(plan), filter_(filter), options_(options) {}

  void take(std::uint32_t number, const DomainList& list) override {
    for (std::size_t index = 0; index < list.size(); ++index) {
      const std::string_view name = list[index];
      if (const NameFault fault = check_name(name); fault != NameFault::none) {
        ++faults[static_cast<std::size_t>(fault)];
        continue;
      }
      if (!filter_.passes(name)) continue;
      if (repeats_recent(name, number)) continue;
      buffer_.names.add(name);
      if (options_.provenance) buffer_.places.push_back({number, number, static_cast<std::uint32_t>(index)});
      if (buffer_.names.size() >= options_.run_names) {
        compact();
        // A bot that repeats its names over and over (512-second windows) shrinks here again and again.
        if (buffer_.names.size() > options_.run_names / 2) emit();
      }
    }
  }
  /// Sorts what is left.
  void finish() override {
    compact();
    if (!buffer_.names.empty()) emit();
  }

  std::vector<Run> runs;
  std::array<std::uint64_t, kNameFaults> faults{};

 private:
  struct Key {
    std::uint64_t prefix;
    std::uint32_t position;
  };

  /// True when `name` stands in the buffer and its place, if wanted, could be made longer: bots whose lists overlap
  /// (windows of 512 seconds, walks back over years) make most names again and again, and sorting each is what costs.
  bool repeats_recent(std::string_view name, std::uint32_t number) {
    std::uint32_t& slot = recent_[slot_of(name, recent_.size())];
    const std::uint32_t position = slot;
    slot = static_cast<std::uint32_t>(buffer_.names.size());
    if (position >= buffer_.names.size() || buffer_.names[position] != name) return false;
    if (options_.provenance) {
      Place& place = buffer_.places[position];
      const Place next{number, number, 0};
      if (number < place.first || !joins(plan_, place, next)) return false;
      place.last = later(plan_, place.last, number);
    }
    slot = position;
    return true;
  }

  void emit() {
    buffer_.names.shrink();
    buffer_.places.shrink_to_fit();
    buffer_.ends.shrink_to_fit();
    if (options_.provenance) close_places();
    runs.push_back(std::move(buffer_));
    buffer_ = {};
  }

  /// Sorts the buffer and unites repeats (positions in recent_ then mean other names, which the comparison finds out).
  /// With provenance a name stands once for each row of lists.
  void compact() {
    const DomainList& names = buffer_.names;
    keys_.clear();
    for (std::size_t i = 0; i < names.size(); ++i) {
      keys_.push_back({prefix_of(names[i]), static_cast<std::uint32_t>(i)});
    }
    const bool provenance = options_.provenance;
    std::ranges::sort(keys_, [&](const Key& a, const Key& b) {
      if (a.prefix != b.prefix) return a.prefix < b.prefix;
      const int order = names[a.position].compare(names[b.position]);
      if (order != 0 || !provenance) return order < 0;
      const Place &p = buffer_.places[a.position], &q = buffer_.places[b.position];
      return p.first != q.first ? p.first < q.first : p.index < q.index;
    });
    Run sorted;
    for (const Key& key : keys_) {
      const std::string_view name = names[key.position];
      const bool repeated = !sorted.names.empty() && sorted.names[sorted.names.size() - 1] == name;
      if (provenance) {
        const Place& place = buffer_.places[key.position];
        if (repeated && joins(plan_, sorted.places.back(), place)) {
          sorted.places.back().last = later(plan_, sorted.places.back().last, place.last);
          continue;
        }
        sorted.places.push_back(place);
      } else if (repeated) {
        continue;
      }
      sorted.names.add(name);
    }
    buffer_ = std::move(sorted);
  }

  /// From one name a place to one name with all its places.
  void close_places() {
    DomainList unique;
    for (std::size_t i = 0; i < buffer_.names.size(); ++i) {
      const std::string_view name = buffer_.names[i];
      if (!unique.empty() && unique[unique.size() - 1] == name) {
        buffer_.ends.back() = static_cast<std::uint32_t>(i + 1);
      } else {
        unique.add(name);
        buffer_.ends.push_back(static_cast<std::uint32_t>(i + 1));
      }
    }
    unique.shrink();
    buffer_.ends.shrink_to_fit();
    buffer_.names = std::move(unique);
  }

 public:
  /// The list of the two (of one seed) that is in use longer.
  static std::uint32_t later(const Plan& plan, std::uint32_t a, std::uint32_t b) {
    const UtcSeconds until_a = plan.list(a).valid_until, until_b = plan.list(b).valid_until;
    return until_a != until_b ? (until_a > until_b ? a : b) : std::max(a, b);
  }
  /// True when `next` goes on where `place` is: the same seed, and no gap in time between their lists.
  static bool joins(const Plan& plan, const Place& place, const Place& next) {
    if (next.first <= place.last) return true;
    const PlannedSeed& seed = plan.seed_of(place.last);
    return &seed == &plan.seed_of(next.first) &&
           plan.list(next.first).period.begin <= plan.list(place.last).valid_until;
  }

 private:
  const Plan& plan_;
  const NameFilter& filter_;
  const CollectOptions& options_;
  Run buffer_;
  std::vector<Key> keys_;
  std::vector<std::uint32_t> recent_ = std::vector<std::uint32_t>(kRecent, ~std::uint32_t{0});  // positions in buffer_
};

Collection collect(const Plan& plan, const NameFilter& filter, const CollectOptions& options) {
  const auto takers = enumerate(plan, options.threads, options.stop,
                                [&] { return std::make_unique<Collector>(plan, filter, options); });
  Collection collection;
  collection.plan_ = &plan;
  for (const auto& taker : takers) {
    auto& collector = static_cast<Collector&>(*taker);
    std::ranges::move(collector.runs, std::back_inserter(collection.runs_));
    for (std::size_t i = 0; i < kNameFaults; ++i) collection.faults_[i] += collector.faults[i];
  }
  return collection;
}

void Collection::visit(const std::function<void(std::span<const Entry>)>& visitor) const {
  struct Cursor {
    std::uint64_t prefix;
    std::uint32_t run;
    std::uint32_t position;
  };
  const auto name_at = [this](const Cursor& cursor) { return runs_[cursor.run].names[cursor.position]; };
  const auto later = [&](const Cursor& a, const Cursor& b) {
    return a.prefix != b.prefix ? a.prefix > b.prefix : name_at(a) > name_at(b);
  };
  std::vector<Cursor> heap;
  for (std::uint32_t run = 0; run < runs_.size(); ++run) heap.push_back({prefix_of(runs_[run].names[0]), run, 0});
  std::ranges::make_heap(heap, later);

  std::vector<Entry> block;
  std::vector<Attribution> attributions;
  std::vector<std::size_t> attribution_ends;
  std::vector<Place> places;
  const auto hand_over = [&] {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < attribution_ends.size(); ++i) {
      block[i].sources = std::span{attributions}.subspan(begin, attribution_ends[i] - begin);
      begin = attribution_ends[i];
    }
    visitor(block);
    block.clear();
    attributions.clear();
    attribution_ends.clear();
  };
  const auto attribute = [&] {
    std::ranges::sort(places, {}, [](const Place& place) { return std::pair{place.first, place.index}; });
    const auto begin = static_cast<std::ptrdiff_t>(attributions.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (i > 0 && Collector::joins(*plan_, places[i - 1], places[i])) {
        places[i].first = places[i - 1].first;
        places[i].index = places[i - 1].index;
        places[i].last = Collector::later(*plan_, places[i].last, places[i - 1].last);
        attributions.pop_back();
      }
      const PlannedSeed& seed = plan_->seed_of(places[i].first);
      attributions.push_back({seed.entry, &seed.seed, plan_->list(places[i].first).period.begin,
                              plan_->list(places[i].last).valid_until, places[i].index});
    }
    std::ranges::stable_sort(attributions.begin() + begin, attributions.end(), {}, &Attribution::valid_from);
    attribution_ends.push_back(attributions.size());
    places.clear();
  };

  while (!heap.empty()) {
    const std::string_view name = name_at(heap.front());
    const bool provenance = !runs_[heap.front().run].ends.empty();
    while (!heap.empty() && name_at(heap.front()) == name) {
      std::ranges::pop_heap(heap, later);
      Cursor& cursor = heap.back();
      const Run& run = runs_[cursor.run];
      if (provenance) {
        const std::uint32_t begin = cursor.position == 0 ? 0 : run.ends[cursor.position - 1];
        places.insert(places.end(), run.places.begin() + begin, run.places.begin() + run.ends[cursor.position]);
      }
      if (++cursor.position == run.names.size()) {
        heap.pop_back();
      } else {
        cursor.prefix = prefix_of(run.names[cursor.position]);
        std::ranges::push_heap(heap, later);
      }
    }
    if (provenance) attribute();
    block.push_back({name, {}});
    if (block.size() == kBlock) hand_over();
  }
  if (!block.empty()) hand_over();
}

}  // namespace dgacast
