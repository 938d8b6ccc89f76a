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
constexpr std::size_t kListRoom = std::size_t{256} << 20;
constexpr std::uint32_t kPlaceBits = 20;
constexpr std::size_t kChunk = std::size_t{1} << kPlaceBits;  // names whose fingerprints are sorted together
static_assert(kFingerprintBits + kPlaceBits <= 64);
constexpr std::size_t kStep = 8;   // names from one step of a look-up to the next
constexpr std::size_t kAhead = 8;  // names whose text is asked for before it is compared

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

const DomainList& ListCache::get(std::uint64_t key, const CatalogueEntry& entry, const Seed& seed,
                                 const Period& period) {
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    kept_.splice(kept_.begin(), kept_, found->second);
    return kept_.front().names;
  }
  DomainList names;
  while (!kept_.empty() && used_ > room_) {
    used_ -= size_of(kept_.back().names);
    by_key_.erase(kept_.back().key);
    names = std::move(kept_.back().names);  // its memory serves again
    names.clear();
    kept_.pop_back();
  }
  entry.family->generate(seed, period, names);
  used_ += size_of(names);
  kept_.push_front({key, std::move(names)});
  by_key_[key] = kept_.begin();
  return kept_.front().names;
}

NameIndex::NameIndex(MappedFile file, const std::string& name, const Catalogue& catalogue) try
    : NameIndex(file.octets(), name, catalogue) {
  file_ = std::move(file);
  check_unchanged();
} catch (const InputError&) {
  file.check_unchanged(name);  // else what was found wrong is that the file was cut
  throw;
}

NameIndex::NameIndex(std::string_view octets, const std::string& name, const Catalogue& catalogue)
    : octets_(octets), name_(name), lists_(kListRoom) {
  const auto refuse = [&name](std::string what, std::string mend) {
    throw InputError{{name, std::move(what), std::move(mend)}};
  };
  if (!octets.starts_with(kMagic)) {
    refuse(octets.empty() ? "the file is empty, and no index" : "this is no index of dgacast",
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

  const std::string digest = catalogue.digest();
  for (const Segment& segment : segments_) {
    stale_ = stale_ || segment.lists().catalogue() != digest;
    std::vector<Known>& known = known_.emplace_back();
    for (const TableSeed& wanted : segment.lists().seeds()) {
      const CatalogueEntry* const entry = catalogue.find(wanted.family);
      const auto* const seeds = entry == nullptr || entry->family == nullptr ? nullptr : &entry->seeds;
      const auto seed =
          seeds == nullptr ? std::deque<Seed>::const_iterator{} : std::ranges::find(*seeds, wanted.id, &Seed::id);
      if (seeds == nullptr || seed == seeds->end()) {
        refuse("the index holds lists of " + quote(wanted.family + "/" + wanted.id) +
                   ", which this catalogue does not know",
               "give --catalogue as when it was built, or build it anew");
      }
      if (!entry->unavailable.empty() || missing_observation(*seed, entry->family->facts().parameters)) {
        refuse("the index holds lists of " + quote(wanted.family + "/" + wanted.id) + ", which cannot be made again",
               "build the index anew");
      }
      known.push_back({entry, &*seed});
    }
  }
}

std::vector<NameIndex::Matches> NameIndex::match(std::span<const std::string_view> names) const {
  return checked([&] { return match_unchecked(names); });
}

std::vector<Answer> NameIndex::find(std::span<const std::string_view> names) {
  return checked([&] { return find_unchecked(names); });
}

std::vector<NameIndex::Matches> NameIndex::match_unchecked(std::span<const std::string_view> names) const {
  std::vector<Matches> matches(segments_.size());
  for (Matches& of_one : matches) of_one.reserve(names.size());
  std::vector<std::uint64_t> keys(std::min(kChunk, names.size()));  // fingerprint, then place in the chunk
  std::array<Segment::Bucket, kStep> buckets;                       // a ring
  for (std::size_t base = 0; base < names.size(); base += kChunk) {
    const std::size_t count = std::min(kChunk, names.size() - base);
    for (std::size_t i = 0; i < count; ++i) {
      if (base + i + kAhead < names.size()) __builtin_prefetch(names[base + i + kAhead].data());
      keys[i] = fingerprint(names[base + i]) << kPlaceBits | i;
    }
    // In the order of the segment: what is read lies close together.
    hwy::Sorter{}(keys.data(), count, hwy::SortAscending{});
    const auto print = [&keys](std::size_t i) { return keys[i] >> kPlaceBits; };
    for (std::uint32_t number = 0; number < segments_.size(); ++number) {
      const Segment& segment = segments_[number];
      Matches& found = matches[number];
      // Each name's steps are kStep names apart: memory answers while others' steps are taken.
      for (std::size_t i = 0; i < count + 3 * kStep; ++i) {
        if (i >= 3 * kStep) {
          const std::size_t at = i - 3 * kStep;
          const std::uint64_t name = base + (keys[at] & (kChunk - 1));
          segment.match(buckets[at % kStep], print(at),
                        [&](std::uint64_t position) { found.push_back(position << 32 | name); });
        }
        if (i >= 2 * kStep && i < count + 2 * kStep) {
          const std::size_t at = i - 2 * kStep;
          buckets[at % kStep] = segment.bucket(print(at));
          segment.prefetch_entries(buckets[at % kStep]);
        }
        if (i >= kStep && i < count + kStep) segment.prefetch_block(print(i - kStep));
        if (i < count) segment.prefetch_directory(print(i));
      }
    }
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

std::vector<Answer> NameIndex::find_unchecked(std::span<const std::string_view> names) {
  std::vector<Matches> matches = match_unchecked(names);
  std::size_t most = 0;
  for (const Matches& of_one : matches) most += of_one.size();
  matches_ += most;
  std::vector<Answer> proved;  // ordered by segment, position, name
  proved.reserve(most);
  for (std::uint32_t segment = 0; segment < matches.size(); ++segment) {
    hwy::Sorter{}(matches[segment].data(), matches[segment].size(), hwy::SortAscending{});
    prove(names, segment, matches[segment], proved);
  }
  // By name, those of a name in the order in which they are.
  if (proved.size() > ~std::uint32_t{0}) {
    throw InputError{{name_, "more than 2^32 answers at once", "ask for fewer names"}};
  }
  std::vector<std::uint32_t> places(proved.empty() ? 0 : names.size() + 1);
  for (const Answer& one : proved) ++places[one.name + 1];
  for (std::size_t name = 1; name < places.size(); ++name) places[name] += places[name - 1];
  std::vector<Answer> answers(proved.size());
  for (const Answer& one : proved) answers[places[one.name]++] = one;
  return answers;
}

const DomainList& NameIndex::names_of(const Known& known, std::uint64_t key, const TableList& list) {
  const auto refuse = [&](const std::string& what) {
    throw InputError{{name_,
                      "the list of " + known.entry->id + "/" + known.seed->id() + " from " +
                          format_instant(list.period.begin) + " has " + what,
                      "build the index anew"}};
  };
  if (known.entry->family->facts().period.containing(*known.seed, list.period.begin) != list.period)
    refuse("a window that this family does not have");
  const DomainList& made = lists_.get(key, *known.entry, *known.seed, list.period);
  if (made.size() != list.names) {
    refuse(std::to_string(made.size()) + " names, and the index was built when it had " + std::to_string(list.names));
  }
  return made;
}

void NameIndex::prove(std::span<const std::string_view> names, std::uint32_t segment, const Matches& matches,
                      std::vector<Answer>& proved) {
  const ListTable& table = segments_[segment].lists();
  const auto name_of = [](std::uint64_t match) { return static_cast<std::uint32_t>(match); };
  TableList list{};
  std::uint64_t key = 0;
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
      key = std::uint64_t{segment} << 40 | list.first;
      made = nullptr;
      source = nullptr;
    }
    if (made == nullptr) {
      if (!table.seeds()[list.seed].shape.fits(name)) continue;
      made = &names_of(known_[segment][list.seed], key, list);
    }
    const auto index = static_cast<std::uint32_t>(position - list.first);
    if ((*made)[index] != name) continue;
    if (source == nullptr) {
      const Known& known = known_[segment][list.seed];
      source = &sources_.try_emplace(key, Source{known.entry, known.seed, list.period, list.valid_until}).first->second;
    }
    proved.push_back({name_of(matches[i]), index, source});
  }
}

}  // namespace dgacast
