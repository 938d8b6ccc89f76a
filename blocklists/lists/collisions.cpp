// SPDX-License-Identifier: Apache-2.0
#include "blocklists/lists/collisions.h"

#include <algorithm>
#include <bit>
#include <set>

#include "blocklists/engine/collect.h"

namespace dgacast {
namespace {

/// The four bits that a name sets in its word. Taken from the upper half of the hash; the lower chooses the word.
constexpr std::uint64_t bits_of(std::uint64_t hash) noexcept {
  std::uint64_t bits = 0;
  for (unsigned i = 0; i < 4; ++i) bits |= std::uint64_t{1} << (hash >> (40 + 6 * i) & 63);
  return bits;
}

}  // namespace

void Collisions::expect(std::string_view registrable) {
  expected_.push_back(hash(registrable));
  // The same few zones come again and again: most are met in the cache.
  for (auto dot = registrable.find('.'); dot != std::string_view::npos; dot = registrable.find('.')) {
    registrable.remove_prefix(dot + 1);
    const std::uint64_t value = hash(registrable);
    std::uint64_t& cached = recent_parents_[value % recent_parents_.size()];
    if (cached == value) continue;
    cached = value;
    parents_.insert(value);
  }
}

void Collisions::build_filter() {
  // At most two names a word on average: about 1 other name in 700 passes by chance, and is then kept in vain.
  filter_.assign(std::bit_ceil(std::max<std::size_t>(expected_.size() / 2, 1)), 0);
  for (const std::uint64_t hash : expected_) filter_[hash & (filter_.size() - 1)] |= bits_of(hash);
  expected_.clear();
  expected_.shrink_to_fit();
}

bool Collisions::may_be_expected(std::string_view name) const noexcept {
  const std::uint64_t value = hash(name), bits = bits_of(value);
  return (filter_[value & (filter_.size() - 1)] & bits) == bits;
}

void Collisions::add(std::string_view name, const Hit& hit) {
  auto found = hits_.find(name);
  if (found == hits_.end()) {
    found = hits_.emplace(std::string(name), std::vector<Hit>{}).first;
    each_above(name, wildcards_, [&](const std::vector<Hit>& above) {
      for (const Hit& one : above) merge(one, found->second);
    });
  }
  merge(hit, found->second);
}

template <typename Visit>
void Collisions::each_above(std::string_view name, const HitMap& wildcards, Visit visit) {
  if (wildcards.empty()) return;
  for (auto dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
    name.remove_prefix(dot + 1);
    if (const auto found = wildcards.find(name); found != wildcards.end()) visit(found->second);
  }
}

void Collisions::merge(const Hit& hit, std::vector<Hit>& hits) {
  const auto same = std::ranges::find(hits, hit.list, &Hit::list);
  if (same == hits.end()) {
    hits.insert(std::ranges::upper_bound(hits, hit.list, {}, &Hit::list), hit);
    return;
  }
  Hit& known = *same;
  if (hit.rank != 0 && (known.rank == 0 || hit.rank < known.rank)) known.rank = hit.rank;
  known.created = std::min(known.created, hit.created);
}

ListReport Collisions::read(Input& input, std::string_view name, std::string_view where, ListKind kind,
                            const RunContext& run) {
  if (filter_.empty()) build_filter();
  Hit hit{.kind = kind, .list = static_cast<std::uint32_t>(list_names_.size())};
  list_names_.emplace_back(name);
  HitMap wildcards;            // of this list
  std::set<std::string> bare;  // public suffixes of candidates, without a wildcard
  ListReport report = read_name_list(input, where, kind, [&](const ListedNames& listed) {
    run.check();
    for (std::size_t i = 0; i < listed.names.size(); ++i) {
      std::string_view at = listed.names[i];
      if (listed.below[i] != 0) {
        if (parents_.contains(hash(at))) {
          hit.rank = listed.ranks[i];
          if (kind == ListKind::created) hit.created = listed.created[i];
          merge(hit, wildcards[std::string(at)]);
        }
      } else if (kind == ListKind::allowed && listed.ranks[i] == 0 && parents_.contains(hash(at))) {
        bare.emplace(at);
      }
      for (auto dot = at.find('.'); dot != std::string_view::npos; dot = at.find('.')) {
        if (may_be_expected(at)) {
          hit.rank = listed.ranks[i];
          if (kind == ListKind::created) hit.created = listed.created[i];
          add(at, hit);
        }
        at.remove_prefix(dot + 1);
      }
    }
  });
  add_wildcards(wildcards);
  std::erase_if(bare, [this](const std::string& one) { return wildcards_.contains(one); });
  report.suffixes = bare.size();
  if (!bare.empty()) report.suffix = *bare.begin();
  return report;
}

void Collisions::add_wildcards(const HitMap& wildcards) {
  // What is known of a name is whole, so that hits() has to look at one place: what a wildcard says is added to the
  // names, and to the wildcards, that lie below it.
  for (auto& [name, hits] : hits_) {
    each_above(name, wildcards, [&into = hits](const std::vector<Hit>& above) {
      for (const Hit& one : above) merge(one, into);
    });
  }
  for (const auto& [name, hits] : wildcards) {
    std::vector<Hit>& known = wildcards_[name];
    for (const Hit& one : hits) merge(one, known);
  }
  for (auto& [name, hits] : wildcards_) {
    each_above(name, wildcards_, [&into = hits](const std::vector<Hit>& above) {
      for (const Hit& one : above) merge(one, into);
    });
  }
}

std::span<const Hit> Collisions::hits(std::string_view registrable) const {
  if (const auto found = hits_.find(registrable); found != hits_.end()) return found->second;
  std::span<const Hit> nearest;
  each_above(registrable, wildcards_, [&nearest](const std::vector<Hit>& above) {
    if (nearest.empty()) nearest = above;
  });
  return nearest;
}

}  // namespace dgacast
