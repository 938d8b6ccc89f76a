// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/write_index.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <iterator>
#include <map>
#include <thread>
#include <utility>

#include "blocklists/answers/fingerprint.h"
#include "blocklists/engine/enumerate.h"
#include "blocklists/io/spill_file.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

/// A name of a list, before it is known how many names the lists before it have.
struct RawEntry {
  std::uint64_t print;
  std::uint64_t place;                                // list << 32 | index
  auto operator<=>(const RawEntry&) const = default;  // NOLINT(modernize-use-nullptr): of clang-tidy 14, not of ours
};

/// Sorted entries, in memory or in a file without a name.
class Run {
 public:
  explicit Run(std::vector<RawEntry> entries) : kept_(std::move(entries)) {}
  /// Throws InputError with the system's reason when the folder has no room.
  Run(std::span<const RawEntry> entries, const std::string& folder) {
    SpillFile file{folder, "make room there, or choose another folder for temporary files"};
    file.append({reinterpret_cast<const char*>(entries.data()), entries.size_bytes()});
    spilled_ = MappedFile{file.descriptor(), entries.size_bytes()};
  }
  std::span<const RawEntry> entries() const noexcept {
    if (!kept_.empty()) return kept_;
    const std::string_view octets = spilled_.octets();
    return {reinterpret_cast<const RawEntry*>(octets.data()), octets.size() / sizeof(RawEntry)};
  }

 private:
  std::vector<RawEntry> kept_;
  MappedFile spilled_;
};

/// Finds names that stand twice in one list, whose first place is enough. Names are compared, not hashes alone.
class FirstPlaces {
 public:
  void begin(std::size_t names) {
    slots_.assign(std::bit_ceil(2 * names + 1), kEmpty);
    hashes_.resize(names);
  }
  /// True when no name before `index` is the same.
  bool add(const DomainList& names, std::uint32_t index, std::uint64_t hash) {
    const std::size_t mask = slots_.size() - 1;
    hashes_[index] = hash;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
      const std::uint32_t other = slots_[at];
      if (other == kEmpty) {
        slots_[at] = index;
        return true;
      }
      if (hashes_[other] == hash && names[other] == names[index]) return false;
    }
  }

 private:
  static constexpr std::uint32_t kEmpty = ~std::uint32_t{0};
  std::vector<std::uint32_t> slots_;
  std::vector<std::uint64_t> hashes_;
};

class Gatherer final : public ListTaker {
 public:
  /// `sizes` takes the number of names of each list.
  Gatherer(const Plan& plan, std::vector<std::uint32_t>& sizes, std::size_t room, const std::string& folder)
      : sizes_(sizes), plan_(plan), room_(room), folder_(folder), shapes(plan.seeds().size()) {
    for (std::uint32_t i = 0; i < plan.seeds().size(); ++i) numbers_[&plan.seeds()[i]] = i;
  }

  void take(std::uint32_t number, const DomainList& names) override {
    sizes_[number] = static_cast<std::uint32_t>(names.size());
    NameShape shape;
    first_.begin(names.size());
    for (std::uint32_t index = 0; index < names.size(); ++index) {
      const std::string_view name = names[index];
      const std::uint64_t hash = XXH3_64bits(name.data(), name.size());
      if (name.empty() || !first_.add(names, index, hash)) continue;
      shape.add(name);
      if (buffer_.capacity() == 0) buffer_.reserve(room_);
      buffer_.push_back({hash >> (64 - kFingerprintBits), std::uint64_t{number} << 32 | index});
      if (buffer_.size() == room_) spill();
    }
    shapes[numbers_.find(&plan_.seed_of(number))->second].add(shape);
  }
  void finish() override {
    if (buffer_.empty()) return;
    std::ranges::sort(buffer_);
    count += buffer_.size();
    runs.emplace_back(std::move(buffer_));
  }

 private:
  void spill() {
    std::ranges::sort(buffer_);
    count += buffer_.size();
    runs.emplace_back(std::span<const RawEntry>{buffer_}, folder_);
    buffer_.clear();
  }

  std::vector<std::uint32_t>& sizes_;
  const Plan& plan_;
  std::size_t room_;
  const std::string& folder_;
  std::map<const PlannedSeed*, std::uint32_t> numbers_;
  FirstPlaces first_;
  std::vector<RawEntry> buffer_;

 public:
  std::vector<NameShape> shapes;  // by seed
  std::vector<Run> runs;
  std::uint64_t count = 0;
};

IndexReport write_plan_segment(const Plan& plan, std::string_view digest, SegmentWriter::Place place, Output& output,
                               const RunContext& run) {
  const unsigned threads = run.threads != 0 ? run.threads : std::max(1u, std::thread::hardware_concurrency());
  const auto room = static_cast<std::size_t>(std::max<std::uint64_t>(run.memory / threads / sizeof(RawEntry), 1024));
  std::vector<std::uint32_t> sizes(plan.list_count());
  const auto takers = enumerate(
      plan, [&] { return std::make_unique<Gatherer>(plan, sizes, room, run.temporary_folder); }, {}, run);

  std::vector<NameShape> shapes(plan.seeds().size());
  std::vector<std::span<const RawEntry>> runs;
  IndexReport report;
  for (const auto& taker : takers) {
    const auto& gatherer = static_cast<const Gatherer&>(*taker);
    for (std::size_t i = 0; i < shapes.size(); ++i) shapes[i].add(gatherer.shapes[i]);
    for (const Run& sorted : gatherer.runs) runs.push_back(sorted.entries());
    report.entries += gatherer.count;
  }
  std::vector<std::uint64_t> firsts;  // position of the first name of each list
  for (const std::uint32_t size : sizes) {
    firsts.push_back(report.names);
    report.names += size;
  }
  if (report.names > std::uint64_t{1} << 32) {
    throw InputError{{"", std::to_string(report.names) + " names are too many for one segment of an index",
                      "build it of a part of the range, and append the rest"}};
  }
  ListTable table{std::string(digest)};
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const PlannedSeed& seed = plan.seeds()[i];
    table.add_seed({seed.entry->id, seed.seed.id(), shapes[i]});
    for (std::size_t list = 0; list < seed.lists.size(); ++list) {
      table.add_list(seed.lists[list].period, seed.lists[list].valid_until, sizes[seed.first_list + list]);
    }
  }
  report.lists = table.list_count();
  const auto entries = [&](std::uint64_t first, std::uint64_t last, std::vector<IndexEntry>& out) {
    for (const auto& sorted : runs) {
      for (auto at = std::ranges::lower_bound(sorted, first, {}, &RawEntry::print);
           at != sorted.end() && at->print < last; ++at) {
        out.push_back({at->print, firsts[at->place >> 32] + (at->place & 0xFFFF'FFFF)});
      }
    }
  };
  SegmentWriter writer{table, report.entries, place, output};
  writer.add(entries, run);
  writer.finish();
  return report;
}

/// Writes the file of `index` as it is. Not straight from memory: where the file was cut, the system could not read it.
void copy(const NameIndex& index, Output& output) {
  std::vector<char> block(std::size_t{1} << 20);
  for (std::string_view rest = index.octets(); !rest.empty();) {
    const std::size_t count = std::min(block.size(), rest.size());
    std::memcpy(block.data(), rest.data(), count);
    index.check_unchanged();
    output.write({block.data(), count});
    rest.remove_prefix(count);
  }
}

IndexReport merge_segments(const NameIndex& index, Output& output, const RunContext& run) {
  std::string digest = index.segments().front().lists().catalogue();
  for (const Segment& segment : index.segments()) {
    if (segment.lists().catalogue() != digest) digest.clear();
  }
  ListTable table{digest};
  IndexReport report;
  std::vector<std::uint64_t> offsets;
  for (const Segment& segment : index.segments()) {
    segment.check_blocks();  // as many entries as it says are merged below
    offsets.push_back(report.names);
    table.append(segment.lists());
    report.names += segment.lists().positions();
    report.entries += segment.entries();
    report.lists += segment.lists().list_count();
  }
  if (report.names > std::uint64_t{1} << 32) {
    throw InputError{{"", std::to_string(report.names) + " names are too many for one segment of an index",
                      "leave the segments as they are"}};
  }
  const auto entries = [&](std::uint64_t first, std::uint64_t last, std::vector<IndexEntry>& out) {
    for (std::size_t i = 0; i < offsets.size(); ++i) index.segments()[i].append(first, last, offsets[i], out);
  };
  const std::string head = index_head();
  output.write(head);
  SegmentWriter writer{table, report.entries, {.base = head.size()}, output};
  writer.add(entries, run);
  writer.finish();
  return report;
}

}  // namespace

IndexReport write_index(const Plan& plan, std::string_view digest, Output& output, const RunContext& run) {
  const std::string head = index_head();
  output.write(head);
  return write_plan_segment(plan, digest, {.base = head.size()}, output, run);
}

IndexReport append_index(const NameIndex& index, const Plan& plan, std::string_view digest, Output& output,
                         const RunContext& run) {
  copy(index, output);
  const SegmentWriter::Place place{index.octets().size(), static_cast<std::uint32_t>(index.segments().size())};
  IndexReport report = write_plan_segment(plan, digest, place, output, run);
  index.check_unchanged();
  return report;
}

IndexReport merge_index(const NameIndex& index, Output& output, const RunContext& run) {
  return index.checked([&] { return merge_segments(index, output, run); });
}

Plan missing_lists(const NameIndex& index, const Plan& plan) {
  using Held = std::pair<const ListTable*, std::uint32_t>;  // a seed of a segment
  std::map<std::pair<std::string_view, std::string_view>, std::vector<Held>> held;
  for (const Segment& segment : index.segments()) {
    const std::vector<TableSeed>& seeds = segment.lists().seeds();
    for (std::uint32_t i = 0; i < seeds.size(); ++i)
      held[{seeds[i].family, seeds[i].id}].push_back({&segment.lists(), i});
  }
  Plan missing;
  for (const PlannedSeed& seed : plan.seeds()) {
    const std::vector<Held>& tables = held[{seed.entry->id, seed.seed.id()}];
    std::vector<PlannedList> lists;
    std::ranges::copy_if(seed.lists, std::back_inserter(lists), [&tables](const PlannedList& list) {
      return std::ranges::none_of(
          tables, [&list](const Held& one) { return one.first->has_list(one.second, list.period.begin); });
    });
    if (!lists.empty()) missing.add(*seed.entry, seed.seed, std::move(lists));
  }
  return missing;
}

}  // namespace dgacast
