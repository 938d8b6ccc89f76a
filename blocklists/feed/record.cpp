// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/record.h"

#include "blocklists/formats/text.h"

namespace dgacast {
namespace {

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

}  // namespace dgacast
