// SPDX-License-Identifier: Apache-2.0
#include "blocklists/engine/collection.h"

#include <algorithm>
#include <utility>

#include "blocklists/engine/name_order.h"
#include "blocklists/engine/read_names.h"
#include "dga/core/threads.h"

namespace dgacast {
namespace {

constexpr std::size_t kBlock = 4096;  // entries a visit
constexpr std::size_t kAhead = 16;
constexpr std::size_t kUsualSection = 1 << 15;  // names
constexpr std::size_t kNamesOfRun = 256;        // in a section, for a block is read whole

}  // namespace

void each_block(std::span<const Entry> entries, const std::function<void(std::span<const Entry>)>& visitor) {
  for (std::size_t i = 0; i < entries.size(); i += kBlock) {
    visitor(entries.subspan(i, std::min(kBlock, entries.size() - i)));
  }
}

/// All names from one to another.
struct Collection::Rep::Section {
  ReadNames read;  // what the runs have of them
  // Each name once, in order, with its places united; attribute() makes its sources of them.
  std::vector<Entry> entries;
  std::vector<Place> places;
  std::vector<std::uint32_t> place_ends;  // empty without provenance
  std::vector<Attribution> attributions;
  std::unique_ptr<SectionWorker> worker;

  std::span<const Place> places_of(std::size_t i) const {
    if (place_ends.empty()) return {};
    const std::size_t begin = i == 0 ? 0 : place_ends[i - 1];
    return std::span{places}.subspan(begin, place_ends[i] - begin);
  }
};

/// What a thread needs to make a section.
struct Collection::Rep::Workbench {
  NameOrder order;
  Run::Scratch scratch;
  std::vector<Place> places;
};

std::vector<std::string> Collection::Rep::cut() const {
  struct Beginning {       // small: with hundreds of millions of names there are a million of them
    std::uint64_t octets;  // the first eight, as sort_octets() gives them
    std::uint32_t run, block;
  };
  std::size_t count = 0;
  for (const Run& run : runs) count += run.blocks();
  std::vector<Beginning> blocks;
  blocks.reserve(count);
  for (std::uint32_t run = 0; run < runs.size(); ++run) {
    for (std::uint32_t i = 0; i < runs[run].blocks(); ++i)
      blocks.push_back({sort_octets(runs[run].beginning(i)), run, i});
  }
  const auto name_of = [this](const Beginning& at) { return runs[at.run].beginning(at.block); };
  std::ranges::sort(blocks, [&name_of](const Beginning& a, const Beginning& b) {
    if (a.octets != b.octets) return a.octets < b.octets;
    return !is_whole(a.octets) && name_of(a) < name_of(b);
  });
  std::vector<std::string> cuts;
  const std::size_t most = std::min(budget.section_names, std::max(kUsualSection, runs.size() * kNamesOfRun));
  std::size_t names = most;
  std::optional<std::string_view> before;
  for (const Beginning& block : blocks) {
    const std::string_view beginning = name_of(block);
    if (names >= most && beginning != before) {
      cuts.emplace_back(beginning);
      names = 0;
    }
    before = beginning;
    names += runs[block.run].names_in(block.block);
  }
  return cuts;
}

void Collection::Rep::merge(std::string_view from, std::optional<std::string_view> to, Workbench& bench,
                            Section& section) const {
  section.read.clear();
  section.entries.clear();
  section.places.clear();
  section.place_ends.clear();
  for (const Run& run : runs) run.read(from, to, section.read, bench.scratch);
  const std::span<NameKey> keys = section.read.keys();
  bench.order.sort(keys);
  for (std::size_t rank = 0, end; rank < keys.size(); rank = end) {
    if (rank + kAhead < keys.size()) __builtin_prefetch(begin_of(keys[rank + kAhead]));
    end = NameOrder::end_of_equal(keys, rank);
    section.entries.push_back({name_of(keys[rank]), {}});
    if (!provenance) continue;
    bench.places.clear();
    for (std::size_t i = rank; i < end; ++i) ReadNames::append_places(keys[i], bench.places);
    unite(*plan, bench.places);
    section.places.insert(section.places.end(), bench.places.begin(), bench.places.end());
    section.place_ends.push_back(static_cast<std::uint32_t>(section.places.size()));
  }
}

void Collection::Rep::attribute(Section& section) const {
  if (!provenance) return;
  section.attributions.clear();
  for (const Place& place : section.places) {
    const PlannedSeed& seed = plan->seed_of(place.first);
    section.attributions.push_back({seed.entry, &seed.seed, plan->list(place.first).period.begin,
                                    plan->list(place.last).valid_until, place.index, seed.said_by});
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

Collection::Collection(std::unique_ptr<Rep> rep) noexcept : rep_(std::move(rep)) {}
Collection::Collection(Collection&&) noexcept = default;
Collection& Collection::operator=(Collection&&) noexcept = default;
Collection::~Collection() = default;

const std::array<std::uint64_t, kNameFaults>& Collection::faults() const noexcept { return rep_->faults; }
bool Collection::has_provenance() const noexcept { return rep_->provenance; }

struct Collection::Finder::Parts {
  const Rep& names;
  Rep::Workbench bench;
  Rep::Section section;
};

Collection::Finder::Finder(const Collection& names) : parts_(new Parts{names.rep(), {}, {}}) {}
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

std::vector<std::unique_ptr<SectionWorker>> Collection::Rep::each_section(
    const std::function<void(Section&, unsigned)>& finish, const std::function<void(Section&)>& take) const {
  const std::vector<std::string> cuts = cut();
  std::vector<Workbench> benches(threads);
  std::vector<Section> sections(places_for(threads));
  const auto make = [&](std::size_t i, std::size_t place, unsigned thread) {
    std::optional<std::string_view> to;
    if (i + 1 < cuts.size()) to = cuts[i + 1];
    merge(cuts[i], to, benches[thread], sections[place]);
    finish(sections[place], thread);
  };
  take_in_order(cuts.size(), threads, make, [&](std::size_t place) {
    take(sections[place]);
    if (progress != nullptr) progress->written += sections[place].entries.size();
  });
  std::vector<std::unique_ptr<SectionWorker>> workers;
  for (Section& section : sections) {
    if (section.worker) workers.push_back(std::move(section.worker));
  }
  return workers;
}

void Collection::visit(const std::function<void(std::span<const Entry>)>& visitor) const {
  rep_->each_section([this](Rep::Section& section, unsigned) { rep_->attribute(section); },
                     [&visitor](const Rep::Section& section) { each_block(section.entries, visitor); });
}

void Collection::Rep::visit_places(const std::function<void(std::string_view, std::span<const Place>)>& visitor) const {
  each_section([](Section&, unsigned) {},
               [&visitor](const Section& section) {
                 for (std::size_t i = 0; i < section.entries.size(); ++i) {
                   visitor(section.entries[i].domain, section.places_of(i));
                 }
               });
}

struct Collection::Reader::Parts {
  const Rep& names;
  std::size_t left;               // entries that the limit lets through
  std::vector<std::string> cuts;  // where sections begin
  std::size_t next = 0;           // section
  std::string from;               // the name to go on with, when it is within a section
  Rep::Workbench bench;
  Rep::Section section;
  std::size_t given = 0;  // of its entries
};

Collection::Reader::Reader(const Collection& names, std::size_t limit)
    : parts_(new Parts{names.rep(), limit, names.rep().cut(), 0, {}, {}, {}, 0}) {}
Collection::Reader::~Reader() = default;

void Collection::Reader::seek(std::string_view name) {
  const auto after =
      std::ranges::upper_bound(parts_->cuts, name, {}, [](const std::string& cut) { return std::string_view{cut}; });
  parts_->next = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, after - parts_->cuts.begin() - 1));
  parts_->from = name;
  parts_->section.entries.clear();
  parts_->given = 0;
}

std::span<const Entry> Collection::Reader::next() {
  Parts& at = *parts_;
  while (at.given == at.section.entries.size()) {
    if (at.next == at.cuts.size() || at.left == 0) return {};
    std::optional<std::string_view> to;
    if (at.next + 1 < at.cuts.size()) to = at.cuts[at.next + 1];
    at.names.merge(std::max<std::string_view>(at.from, at.cuts[at.next]), to, at.bench, at.section);
    at.names.attribute(at.section);
    at.from.clear();
    at.given = 0;
    ++at.next;
  }
  const auto block = std::span<const Entry>{at.section.entries}.subspan(
      at.given, std::min({kBlock, at.section.entries.size() - at.given, at.left}));
  at.given += block.size();
  at.left -= block.size();
  return block;
}

std::vector<std::unique_ptr<SectionWorker>> Collection::work(
    const std::function<std::unique_ptr<SectionWorker>()>& make,
    const std::function<void(SectionWorker&)>& take) const {
  return rep_->each_section(
      [&](Rep::Section& section, unsigned) {
        rep_->attribute(section);
        if (!section.worker) section.worker = make();
        section.worker->work(section.entries);
      },
      [&take](const Rep::Section& section) { take(*section.worker); });
}

}  // namespace dgacast
