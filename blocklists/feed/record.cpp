// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/record.h"

#include "blocklists/formats/text.h"

namespace dgacast {
namespace {

/// The rows of a record without its header, one at a time.
class Rows {
 public:
  explicit Rows(std::string_view text) : left_(text) {
    next();  // the header, if there is one
    next();
  }
  bool done() const noexcept { return done_; }
  std::string_view row() const noexcept { return row_; }
  std::string_view name() const noexcept { return row_.substr(0, row_.find(',')); }
  void next() {
    done_ = left_.empty();
    const auto end = std::min(left_.find('\n'), left_.size());
    row_ = left_.substr(0, end);
    left_.remove_prefix(std::min(end + 1, left_.size()));
  }

 private:
  std::string_view left_, row_;
  bool done_ = false;
};

void count(Recorder::Counts& counts, std::string_view key) {
  const auto found = counts.find(key);
  found == counts.end() ? void(counts.emplace(key, 1)) : void(++found->second);
}

}  // namespace

Recorder::Recorder(const FormatFacts& target) : facts_(target) { facts_.extension = ".csv"; }

void Recorder::begin(const ListInfo&, Sink& out) const {
  out.put("domain");
  if (facts_.zone) out.put(",policy");
  if (facts_.provenance) out.put(",family,seed,valid_from,valid_until,index");
  out.put('\n');
}

void Recorder::add(const ListInfo& info, std::span<const Entry> entries, Sink& out, Drops& drops) const {
  InstantText from, until;
  SourceText who{csv_field};
  Counts tlds, families;
  for (const Entry& entry : entries) {
    if (facts_.zone && entry.domain.size() > info.rpz.longest_name()) {
      ++drops.too_long_for_zone;
      continue;
    }
    if (facts_.registrable && registrable_label(entry).empty()) {
      ++drops.not_registrable;
      continue;
    }
    out.put(entry.domain);
    if (facts_.zone) out.put(',', info.rpz.policy_of(entry));
    if (facts_.provenance) {
      const Attribution& source = entry.sources.front();
      who.choose(source);
      out.put(',', who.family(), ',', who.seed(), ',', from(source.valid_from), ',', until(source.valid_until), ',',
              source.index);
    }
    out.put('\n');
    count(tlds, tld_of(entry.domain));
    const auto sources = entry.told();
    for (std::size_t i = 0; i < sources.size(); ++i) {
      // Sources are few; the seeds of one family count once.
      bool seen = false;
      for (std::size_t j = 0; j < i; ++j) seen = seen || sources[j].entry == sources[i].entry;
      if (!seen) count(families, sources[i].entry->id);
    }
  }
  const std::lock_guard lock{mutex_};
  for (const auto& [key, names] : tlds) tlds_[key] += names;
  for (const auto& [key, names] : families) families_[key] += names;
}

DeltaCounts& DeltaCounts::operator+=(const DeltaCounts& other) noexcept {
  added += other.added;
  released += other.released;
  changed += other.changed;
  before += other.before;
  after += other.after;
  return *this;
}

std::string_view to_text(Move move) noexcept {
  switch (move) {
    case Move::add:
      return "add";
    case Move::release:
      return "release";
    case Move::change:
      break;
  }
  return "change";
}

DeltaCounts compare_records(std::string_view before, std::string_view after,
                            const std::function<void(Move, std::string_view)>& visitor) {
  DeltaCounts counts;
  Rows old{before}, now{after};
  while (!old.done() || !now.done()) {
    const int order = old.done() ? 1 : now.done() ? -1 : old.name().compare(now.name());
    if (order < 0) {
      ++counts.released;
      visitor(Move::release, old.row());
    } else if (order > 0) {
      ++counts.added;
      visitor(Move::add, now.row());
    } else if (old.row() != now.row()) {
      ++counts.changed;
      visitor(Move::change, now.row());
    }
    if (order <= 0) {
      ++counts.before;
      old.next();
    }
    if (order >= 0) {
      ++counts.after;
      now.next();
    }
  }
  return counts;
}

}  // namespace dgacast
