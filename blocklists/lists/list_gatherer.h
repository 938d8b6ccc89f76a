// SPDX-License-Identifier: Apache-2.0
// Where the readers of name_list.h put what they found: names into blocks, all else into the report.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "blocklists/lists/list_entry.h"
#include "blocklists/lists/name_list.h"

namespace dgacast {

/// Not thread-safe.
class ListGatherer {
 public:
  /// `visitor` and `name`, which is the list's for messages, must outlive it.
  ListGatherer(const std::function<void(const ListedNames&)>& visitor, std::string_view name, ListKind kind)
      : visitor_(visitor), name_(name), kind_(kind) {}

  /// Adds what a word is. False, and nothing is added, when it was not understood; a single label, known or not, counts
  /// as a label when it has a rank: popularity lists count what people ask for.
  bool add(std::string_view word, std::uint64_t rank = 0, UtcSeconds created = {}) {
    return take(reader_.read(word), rank, created);
  }
  /// The same of a line of an ad blocker.
  bool add_adblock(std::string_view line) { return take(reader_.read_adblock(line), 0, {}); }
  /// Counts an entry that was not understood, in a line or at `where` of the list.
  void bad(std::size_t line, std::string what);
  void bad(std::string_view where, std::string what);
  /// Hands over what is left.
  void flush();

  ListReport report;

 private:
  static constexpr std::size_t kBlock = 4096;  // names a visit

  bool take(EntryKind entry, std::uint64_t rank, UtcSeconds created) {
    if (entry > EntryKind::below) return count(entry, rank);
    ++report.names;
    block_.names.add(reader_.name());
    block_.ranks.push_back(rank);
    block_.below.push_back(entry == EntryKind::below ? 1 : 0);
    if (kind_ == ListKind::created) block_.created.push_back(created);
    if (block_.names.size() == kBlock) flush();
    return true;
  }
  bool count(EntryKind entry, std::uint64_t rank);

  const std::function<void(const ListedNames&)>& visitor_;
  std::string_view name_;
  ListKind kind_;
  EntryReader reader_;
  ListedNames block_;
};

}  // namespace dgacast
