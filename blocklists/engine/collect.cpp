// SPDX-License-Identifier: Apache-2.0
#include "blocklists/engine/collect.h"

#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <fstream>

#include "blocklists/engine/name_order.h"
#include "blocklists/names/verdict.h"
#include "dga/core/short_text.h"
#include "dga/core/threads.h"

namespace dgacast {
namespace {

constexpr std::size_t kBlock = 4096;  // entries a visit
constexpr std::size_t kAhead = 16;
constexpr std::size_t kRecent = 1 << 15;  // names looked at for repeats before they are sorted; a power of two
// Runs of few names are sorted and written within the cache; a merge of few runs reads little of each in vain.
constexpr std::size_t kFirstRun = 1 << 18;
constexpr std::size_t kRunsOfASize = 16;

// What memory is for, in octets. The first figure is what malloc, stacks, one list at a time and the places of blocks
// in the temporary file take besides.
constexpr std::uint64_t kReserve = std::uint64_t{40} << 20;
constexpr std::size_t kUsualName = 20;
constexpr std::size_t kRead = kUsualName + 2 * sizeof(NameKey) + 8;  // a name that a section reads and sorts
constexpr std::size_t kRow = 128, kRowWithSources = 512;             // what a name becomes, in most formats at most
constexpr std::size_t kMerged = kRead + sizeof(Entry);               // a name in a section
constexpr std::size_t kMergedPlace = 2 * sizeof(Place) + 4 + sizeof(Attribution);
constexpr std::size_t kLeastNames = 4096;  // in a buffer or section, however little memory there is
constexpr std::size_t kUsualSection = 1 << 15, kMostSectionNames = 1 << 17;  // names; more would only leave the cache
constexpr std::size_t kNamesOfRun = 256;                                     // in a section, for a block is read whole

/// The octets of memory that this process has now.
std::uint64_t resident() {
  std::uint64_t pages = 0;
  std::ifstream{"/proc/self/statm"} >> pages >> pages;
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

/// How the memory is shared out.
struct Budget {
  std::size_t buffer_names;   // of each thread
  std::size_t section_names;  // of each section
  std::uint64_t store;        // octets of runs in memory

  Budget(const CollectOptions& options, std::size_t threads) {
    const std::uint64_t taken = resident() + kReserve;
    const std::uint64_t free = options.memory > taken ? options.memory - taken : 0;
    // Of a buffer all may be copied to be sorted; what a section needs grows to twice of it.
    const std::size_t gathered = 2 * (kUsualName + GatheredNames::entry_octets(options.provenance)) + sizeof(NameKey);
    const std::size_t merged = (kMerged + (options.provenance ? kMergedPlace + kRowWithSources : kRow)) * 2;
    // Buffers and, after them, sections take a half at most: one section a thread, and those that wait for their turn.
    const auto fit = [&](std::size_t octets, std::size_t count, std::size_t most) {
      return std::clamp<std::size_t>(static_cast<std::size_t>(free / 2 / (octets * count)), kLeastNames, most);
    };
    buffer_names = std::min(options.run_names, fit(gathered, threads, std::max(options.run_names, kLeastNames)));
    section_names = fit(merged, threads + 1, kMostSectionNames);
    store = free - std::min(free, std::max<std::uint64_t>(std::uint64_t{threads} * buffer_names * gathered,
                                                          std::uint64_t{threads + 1} * section_names * merged));
  }
};

/// One thread's share: generated names gather in a buffer, which is sorted into a run when it is full.
class Collector final : public ListTaker {
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

  std::vector<Run> runs;
  std::array<std::uint64_t, kNameFaults> faults{};

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

void each_block(std::span<const Entry> entries, const std::function<void(std::span<const Entry>)>& visitor) {
  for (std::size_t i = 0; i < entries.size(); i += kBlock) {
    visitor(entries.subspan(i, std::min(kBlock, entries.size() - i)));
  }
}

}  // namespace

Collection::Collection(const Plan& plan, const CollectOptions& options)
    : plan_(&plan),
      provenance_(options.provenance),
      threads_(threads_to_be_had(options.threads)),
      progress_(options.progress) {
  const Budget budget{options, threads_};
  buffer_names_ = budget.buffer_names;
  section_names_ = budget.section_names;
  store_ = std::make_unique<BlockStore>(budget.store, options.folder);
}

Collection collect(const Plan& plan, const NameFilter& filter, const CollectOptions& options) {
  Collection collection{plan, options};
  const auto make = [&] {
    return std::make_unique<Collector>(plan, filter, options, collection.buffer_names_, *collection.store_);
  };
  for (const auto& taker : enumerate(plan, options.threads, options.stop, make,
                                     {.tlds = filter.tlds(), .shard = options.shard, .progress = options.progress})) {
    auto& collector = static_cast<Collector&>(*taker);
    std::ranges::move(collector.runs, std::back_inserter(collection.runs_));
    for (std::size_t i = 0; i < kNameFaults; ++i) collection.faults_[i] += collector.faults[i];
  }
  return collection;
}

/// All names from one to another.
struct Collection::Section {
  ReadNames read;  // what the runs have of them
  // Each name once, in order, with its places united; attribute() makes its sources of them.
  std::vector<Entry> entries;
  std::vector<Place> places;
  std::vector<std::uint32_t> place_ends;  // empty without provenance
  std::vector<Attribution> attributions;
  PartText text;

  std::span<const Place> places_of(std::size_t i) const {
    if (place_ends.empty()) return {};
    const std::size_t begin = i == 0 ? 0 : place_ends[i - 1];
    return std::span{places}.subspan(begin, place_ends[i] - begin);
  }
};

/// What a thread needs to make a section.
struct Collection::Workbench {
  NameOrder order;
  Run::Scratch scratch;
  std::vector<Place> places;
};

/// Where sections begin: the beginnings of blocks, so that the size of a section is known without
/// reading.
std::vector<std::string> Collection::cut() const {
  struct Beginning {       // small: with hundreds of millions of names there are a million of them
    std::uint64_t octets;  // the first eight, as sort_octets() gives them
    std::uint32_t run, block;
  };
  std::size_t count = 0;
  for (const Run& run : runs_) count += run.blocks();
  std::vector<Beginning> blocks;
  blocks.reserve(count);
  for (std::uint32_t run = 0; run < runs_.size(); ++run) {
    for (std::uint32_t i = 0; i < runs_[run].blocks(); ++i)
      blocks.push_back({sort_octets(runs_[run].beginning(i)), run, i});
  }
  const auto name_of = [this](const Beginning& at) { return runs_[at.run].beginning(at.block); };
  std::ranges::sort(blocks, [&name_of](const Beginning& a, const Beginning& b) {
    if (a.octets != b.octets) return a.octets < b.octets;
    return !is_whole(a.octets) && name_of(a) < name_of(b);
  });
  std::vector<std::string> cuts;
  const std::size_t most = std::min(section_names_, std::max(kUsualSection, runs_.size() * kNamesOfRun));
  std::size_t names = most;
  std::optional<std::string_view> before;
  for (const Beginning& block : blocks) {
    const std::string_view beginning = name_of(block);
    if (names >= most && beginning != before) {
      cuts.emplace_back(beginning);
      names = 0;
    }
    before = beginning;
    names += runs_[block.run].names_in(block.block);
  }
  return cuts;
}

void Collection::merge(std::string_view from, std::optional<std::string_view> to, Workbench& bench,
                       Section& section) const {
  section.read.clear();
  section.entries.clear();
  section.places.clear();
  section.place_ends.clear();
  for (const Run& run : runs_) run.read(from, to, section.read, bench.scratch);
  const std::span<NameKey> keys = section.read.keys();
  bench.order.sort(keys);
  for (std::size_t rank = 0, end; rank < keys.size(); rank = end) {
    if (rank + kAhead < keys.size()) __builtin_prefetch(begin_of(keys[rank + kAhead]));
    end = NameOrder::end_of_equal(keys, rank);
    section.entries.push_back({name_of(keys[rank]), {}});
    if (!provenance_) continue;
    bench.places.clear();
    for (std::size_t i = rank; i < end; ++i) ReadNames::append_places(keys[i], bench.places);
    unite(*plan_, bench.places);
    section.places.insert(section.places.end(), bench.places.begin(), bench.places.end());
    section.place_ends.push_back(static_cast<std::uint32_t>(section.places.size()));
  }
}

/// From places to what formats show.
void Collection::attribute(Section& section) const {
  if (!provenance_) return;
  section.attributions.clear();
  for (const Place& place : section.places) {
    const PlannedSeed& seed = plan_->seed_of(place.first);
    section.attributions.push_back({seed.entry, &seed.seed, plan_->list(place.first).period.begin,
                                    plan_->list(place.last).valid_until, place.index, seed.said_by});
  }
  std::size_t begin = 0;
  for (std::size_t i = 0; i < section.entries.size(); ++i) {
    const std::size_t count = section.places_of(i).size();
    const std::span<Attribution> sources = std::span{section.attributions}.subspan(begin, count);
    if (count > 1) {
      std::ranges::stable_sort(sources, {}, [](const Attribution& source) {
        return std::pair{source.said_by, source.valid_from};
      });
    }
    section.entries[i].sources = sources;
    begin += count;
  }
}

struct Collection::Finder::Parts {
  const Collection& names;
  Workbench bench;
  Section section;
};

Collection::Finder::Finder(const Collection& names) : parts_(new Parts{names, {}, {}}) {}
Collection::Finder::~Finder() = default;

const Entry* Collection::Finder::find(std::string_view name) {
  // Behind the name, and before all that begin with it: '!' is below all signs of host names. (A zero would not do:
  // keys are padded with zeros.)
  const std::string next = std::string(name) + '!';
  parts_->names.merge(name, std::string_view{next}, parts_->bench, parts_->section);
  parts_->names.attribute(parts_->section);
  const std::vector<Entry>& entries = parts_->section.entries;
  return entries.empty() || entries.front().domain != name ? nullptr : &entries.front();
}

/// Parts are made and finished by all threads at once, and taken in order.
void Collection::each_section(const std::function<void(Section&, unsigned)>& finish,
                              const std::function<void(Section&)>& take) const {
  const std::vector<std::string> cuts = cut();
  std::vector<Workbench> benches(threads_);
  std::vector<Section> sections(places_for(threads_));
  const auto make = [&](std::size_t i, std::size_t place, unsigned thread) {
    std::optional<std::string_view> to;
    if (i + 1 < cuts.size()) to = cuts[i + 1];
    merge(cuts[i], to, benches[thread], sections[place]);
    finish(sections[place], thread);
  };
  take_in_order(cuts.size(), threads_, make, [&](std::size_t place) {
    take(sections[place]);
    if (progress_ != nullptr) progress_->written += sections[place].entries.size();
  });
}

void Collection::visit(const std::function<void(std::span<const Entry>)>& visitor) const {
  each_section([this](Section& section, unsigned) { attribute(section); },
               [&visitor](const Section& section) { each_block(section.entries, visitor); });
}

void Collection::visit_places(const std::function<void(std::string_view, std::span<const Place>)>& visitor) const {
  each_section([](Section&, unsigned) {},
               [&visitor](const Section& section) {
                 for (std::size_t i = 0; i < section.entries.size(); ++i) {
                   visitor(section.entries[i].domain, section.places_of(i));
                 }
               });
}

std::vector<std::unique_ptr<EntryConverter>> Collection::convert(
    const std::function<std::unique_ptr<EntryConverter>()>& make,
    const std::function<void(const PartText&)>& take) const {
  std::vector<std::unique_ptr<EntryConverter>> converters(threads_);  // of the threads that had work
  each_section(
      [&](Section& section, unsigned thread) {
        attribute(section);
        section.text.rows.clear();
        section.text.aside.clear();
        if (!converters[thread]) converters[thread] = make();
        each_block(section.entries,
                   [&](std::span<const Entry> block) { converters[thread]->convert(block, section.text); });
      },
      [&take](const Section& section) { take(section.text); });
  std::erase(converters, nullptr);
  return converters;
}

}  // namespace dgacast
