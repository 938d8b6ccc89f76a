// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/name_index.h"

#include <hwy/contrib/sort/vqsort.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "blocklists/answers/fingerprint.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::string_view kMagic = "DGAINDEX";
constexpr std::size_t kHead = 32;
constexpr std::size_t kMaxSegments = 4096;  // that 'index append' never comes near: it merges
constexpr std::uint32_t kPlaceBits = 20;
constexpr std::size_t kChunk = std::size_t{1} << kPlaceBits;  // names whose fingerprints are sorted together
static_assert(kFingerprintBits + kPlaceBits <= 64);
constexpr std::size_t kStep = 8;            // names from one stage of a look-up to the next
constexpr std::size_t kAhead = 8;           // names whose text is asked for before it is compared
constexpr std::size_t kPatience = 1 << 15;  // names between two looks at a stop

/// Finds the sorted fingerprints of a chunk of names in one segment. Each takes four stages, and each stage touches
/// memory that the stage before it asked for. Stages of one name are kStep names apart, so that memory has the time of
/// kStep names to answer:
///
///   step i:   directory of name i, block of i - kStep, bucket of i - 2 kStep, entries of i - 3 kStep
class Pipeline {
 public:
  /// `keys`: fingerprint << kPlaceBits | position in the chunk, which begins with name `base`.
  Pipeline(const Segment& segment, std::span<const std::uint64_t> keys, std::size_t base, NameIndex::Matches& found)
      : segment_(segment), keys_(keys), base_(base), found_(found) {}

  void run(const RunContext& run) {
    const std::size_t count = keys_.size();
    for (std::size_t i = 0; i < count + 3 * kStep; ++i) {
      if (i % kPatience == 0) run.check();
      if (i >= 3 * kStep) match_entries(i - 3 * kStep);
      if (i >= 2 * kStep && i < count + 2 * kStep) find_bucket(i - 2 * kStep);
      if (i >= kStep && i < count + kStep) segment_.prefetch_block(print(i - kStep));
      if (i < count) segment_.prefetch_directory(print(i));
    }
  }

 private:
  std::uint64_t print(std::size_t at) const noexcept { return keys_[at] >> kPlaceBits; }
  void find_bucket(std::size_t at) {
    Segment::Bucket& bucket = buckets_[at % kStep];
    bucket = segment_.bucket(print(at));
    segment_.prefetch_entries(bucket);
  }
  void match_entries(std::size_t at) {
    const std::uint64_t name = base_ + (keys_[at] & (kChunk - 1));
    segment_.match(buckets_[at % kStep], print(at),
                   [&](std::uint64_t position) { found_.push_back(position << 32 | name); });
  }

  const Segment& segment_;
  std::span<const std::uint64_t> keys_;
  std::size_t base_;
  NameIndex::Matches& found_;
  std::array<Segment::Bucket, kStep> buckets_;  // a ring
};

}  // namespace

std::string index_head() {
  std::string head{kMagic};
  const auto append = [&head](auto value) { head.append(reinterpret_cast<const char*>(&value), sizeof value); };
  append(kIndexVersion);
  append(kFingerprintBits);
  append(std::uint64_t{0});
  append(XXH3_64bits(head.data(), head.size()));
  return head;
}

NameIndex::NameIndex(MappedFile file, const std::string& name, std::shared_ptr<const Catalogue> catalogue,
                     std::size_t list_memory) try
    : NameIndex(file.octets(), name, std::move(catalogue), list_memory) {
  file_ = std::move(file);
  check_unchanged();
} catch (const InputError&) {
  file.check_unchanged(name);  // else what was found wrong is that the file was cut
  throw;
}

NameIndex::NameIndex(std::string_view octets, const std::string& name, std::shared_ptr<const Catalogue> catalogue,
                     std::size_t list_memory)
    : catalogue_(std::move(catalogue)), octets_(octets), name_(name), lists_(std::make_unique<ListCache>(list_memory)) {
  const auto refuse = [&name](std::string what, std::string mend) {
    throw InputError{{name, std::move(what), std::move(mend)}};
  };
  if (!octets.starts_with(kMagic)) {
    refuse(octets.empty() ? "the file is empty, and no index" : "is not an index of dgacast",
           "give a file that 'dgacast index build' made");
  }
  std::uint32_t version = 0;
  if (octets.size() >= kMagic.size() + sizeof version)
    std::memcpy(&version, octets.data() + kMagic.size(), sizeof version);
  if (version > kIndexVersion) {
    refuse("format " + std::to_string(version) + " of the index is newer than this dgacast, which reads up to " +
               std::to_string(kIndexVersion),
           "take a newer dgacast, or build the index anew");
  }
  if (!octets.starts_with(index_head())) refuse("the head of the index is damaged", "build the index anew");
  std::string_view rest = octets;
  while (rest.size() > kHead) {
    if (segments_.size() == kMaxSegments) refuse("the index has too many segments", "build the index anew");
    segments_.emplace_back(rest, name);
    rest = rest.substr(0, static_cast<std::size_t>(segments_.back().begin()));
  }
  std::ranges::reverse(segments_);
  bool whole = rest.size() == kHead && !segments_.empty();
  for (std::size_t i = 0; i < segments_.size(); ++i) whole = whole && segments_[i].number() == i;
  if (!whole) refuse("the index is cut short, or put together from parts", "build the index anew");

  const std::string digest = catalogue_->digest();
  for (const Segment& segment : segments_) {
    stale_ = stale_ || segment.lists().catalogue() != digest;
    std::vector<Known>& known = known_.emplace_back();
    for (const TableSeed& wanted : segment.lists().seeds()) {
      const CatalogueEntry* const entry = catalogue_->find(wanted.family);
      const auto* const seeds = entry == nullptr || entry->family == nullptr ? nullptr : &entry->seeds;
      const auto seed =
          seeds == nullptr ? std::deque<Seed>::const_iterator{} : std::ranges::find(*seeds, wanted.id, &Seed::id);
      if (seeds == nullptr || seed == seeds->end()) {
        refuse("the index holds lists of " + quote(wanted.family + "/" + wanted.id) +
                   ", which this catalogue does not know",
               "open it with the catalogue files that it was built with, or build it anew");
      }
      if (!entry->unavailable.empty() || missing_observation(*seed, entry->family->facts().parameters)) {
        refuse("the index holds lists of " + quote(wanted.family + "/" + wanted.id) + ", which cannot be made again",
               "build the index anew");
      }
      known.push_back({entry, &*seed});
    }
  }
}

std::vector<NameIndex::Matches> NameIndex::match(std::span<const std::string_view> names, const RunContext& run) const {
  return checked([&] { return match_unchecked(names, run); });
}

Answers NameIndex::find(std::span<const std::string_view> names, const RunContext& run) const {
  return checked([&] { return find_unchecked(names, run); });
}

std::vector<NameIndex::Matches> NameIndex::match_unchecked(std::span<const std::string_view> names,
                                                           const RunContext& run) const {
  std::vector<Matches> matches(segments_.size());
  for (Matches& of_one : matches) of_one.reserve(names.size());
  std::vector<std::uint64_t> keys(std::min(kChunk, names.size()));
  for (std::size_t base = 0; base < names.size(); base += kChunk) {
    const std::size_t count = std::min(kChunk, names.size() - base);
    for (std::size_t i = 0; i < count; ++i) {
      if (base + i + kAhead < names.size()) __builtin_prefetch(names[base + i + kAhead].data());
      keys[i] = fingerprint(names[base + i]) << kPlaceBits | i;
    }
    // In the order of the segment: what is read lies close together.
    hwy::Sorter{}(keys.data(), count, hwy::SortAscending{});
    for (std::size_t number = 0; number < segments_.size(); ++number)
      Pipeline{segments_[number], std::span{keys}.first(count), base, matches[number]}.run(run);
  }
  return matches;
}

std::uint64_t NameIndex::lists_of(const CatalogueEntry& entry) const {
  std::uint64_t lists = 0;
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    for (const ListTable::Sequence& lists_of_seed : segments_[i].lists().sequences()) {
      if (known_[i][lists_of_seed.seed].entry == &entry) lists += lists_of_seed.lists;
    }
  }
  return lists;
}

/// What is proved, ordered by segment, position, name; and the lists that hold it.
struct NameIndex::Proof {
  std::vector<Answer> answers;
  std::deque<Source> sources;
  DomainList made;  // the list that was made last, whose memory serves again
};

Answers NameIndex::find_unchecked(std::span<const std::string_view> names, const RunContext& run) const {
  std::vector<Matches> matches = match_unchecked(names, run);
  std::size_t most = 0;
  for (const Matches& of_one : matches) most += of_one.size();
  Proof proof;
  std::vector<Answer>& proved = proof.answers;
  proved.reserve(most);
  for (std::uint32_t segment = 0; segment < matches.size(); ++segment) {
    hwy::Sorter{}(matches[segment].data(), matches[segment].size(), hwy::SortAscending{});
    prove(names, segment, matches[segment], run, proof);
  }
  // By name, those of a name in the order in which they are.
  if (proved.size() > ~std::uint32_t{0}) {
    throw InputError{{name_, "more than 2^32 answers at once", "ask for fewer names"}};
  }
  if (proved.empty()) return {};
  std::vector<std::uint32_t> places(names.size() + 1);
  for (const Answer& one : proved) ++places[one.name + 1];
  for (std::size_t name = 1; name < places.size(); ++name) places[name] += places[name - 1];
  std::vector<Answer> answers(proved.size());
  for (const Answer& one : proved) answers[places[one.name]++] = one;
  return {std::move(answers), std::move(proof.sources), catalogue_};
}

void NameIndex::make(const Known& known, const TableList& list, DomainList& names) const {
  const auto refuse = [&](const std::string& what) {
    throw InputError{{name_,
                      "the list of " + known.entry->id + "/" + known.seed->id() + " from " +
                          format_instant(list.period.begin) + " has " + what,
                      "build the index anew"}};
  };
  if (known.entry->family->facts().period.containing(*known.seed, list.period.begin) != list.period)
    refuse("a window that this family does not have");
  names.clear();
  known.entry->family->generate(*known.seed, list.period, names);
  if (names.size() != list.names) {
    refuse(std::to_string(names.size()) + " names, and the index was built when it had " + std::to_string(list.names));
  }
}

void NameIndex::prove(std::span<const std::string_view> names, std::uint32_t segment, const Matches& matches,
                      const RunContext& run, Proof& proof) const {
  const ListTable& table = segments_[segment].lists();
  const auto name_of = [](std::uint64_t match) { return static_cast<std::uint32_t>(match); };
  TableList list{};
  ListCache::Names kept;  // the list, when the cache has it
  const DomainList* made = nullptr;
  const Source* source = nullptr;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    // Names stand in another order than their lists, far from each other.
    if (i + 2 * kAhead < matches.size()) __builtin_prefetch(&names[name_of(matches[i + 2 * kAhead])]);
    if (i + kAhead < matches.size()) __builtin_prefetch(names[name_of(matches[i + kAhead])].data());
    const std::uint64_t position = matches[i] >> 32;
    const std::string_view name = names[name_of(matches[i])];
    if (i == 0 || position - list.first >= list.names) {
      list = table.list_of(position);
      made = nullptr;
      source = nullptr;
    }
    const Known& known = known_[segment][list.seed];
    if (made == nullptr) {
      if (!table.seeds()[list.seed].shape.fits(name)) continue;
      run.check();
      const std::uint64_t key = std::uint64_t{segment} << 40 | list.first;
      kept = lists_->find(key);
      if (kept == nullptr) {
        make(known, list, proof.made);
        lists_->keep(key, proof.made);
      }
      made = kept == nullptr ? &proof.made : kept.get();
    }
    const auto index = static_cast<std::uint32_t>(position - list.first);
    if ((*made)[index] != name) continue;
    if (source == nullptr)
      source = &proof.sources.emplace_back(Source{known.entry, known.seed, list.period, list.valid_until});
    proof.answers.push_back({name_of(matches[i]), index, source});
  }
}

}  // namespace dgacast
