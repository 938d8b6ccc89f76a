// SPDX-License-Identifier: Apache-2.0
// Which names of a collection become part of a list, and what becomes of the others.
//
//   const Selection::Rules rules{names, screening, format.facts(), false, suffixes};
//   Selection selection{rules};              // each thread has its own
//   format.add(info, selection.pass(entries), sink, selection.drops());
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "blocklists/engine/collect.h"
#include "blocklists/formats/format.h"
#include "blocklists/judge/screen.h"

namespace [[gnu::visibility("default")]] dgacast {

/// What became of the names of a collection.
struct WriteReport {
  std::uint64_t written = 0;
  std::array<std::uint64_t, kOutcomes> screened{};  ///< by Outcome; all 0 where no screen was needed
  std::uint64_t below_listed = 0;  ///< left out of a format that takes no name below another listed one
  Drops drops;                     ///< what the format itself could not carry
};

/// A list that names were compared with, for manifests.
struct DatedList {
  std::string name;
  std::string date;  ///< YYYY-MM-DD, which it tells itself or its file has; empty: not known
};

/// What stands between a collection and a list.
struct Screening {
  ScreenOptions screen = {};
  const Collisions* collisions = nullptr;  ///< what lists say of the names; may be nullptr
  const NameFilter* only = nullptr;        ///< names that do not pass are no part of the list; nullptr: all pass
  std::vector<DatedList> lists = {};       ///< those of `collisions`
  Output* review = nullptr;                ///< where names that are put aside go, as CSV; needed for Effect::review
};

/// Chooses the entries that become part of a list. Not thread-safe: each thread has its own.
class Selection {
 public:
  /// What a list asks for, the same for all threads.
  struct Rules {
    /// For a format with these facts. With `assess` every entry gets its assessment; without, only if the format or the
    /// screen needs it. All must outlive the rules. Formats that block get no name that is a suffix itself, whatever
    /// the screening says.
    Rules(const Collection& names, const Screening& screening, const FormatFacts& facts, bool assess,
          const PublicSuffixes& suffixes);

    const Collection& names;
    const Screening& screening;
    const FormatFacts& facts;
    const PublicSuffixes& suffixes;
    ScreenOptions options;
    bool screened;
  };

  /// `rules` must outlive the selection.
  explicit Selection(const Rules& rules);
  ~Selection();
  Selection(const Selection&) = delete;
  Selection& operator=(const Selection&) = delete;

  /// The entries of a block that become part of the list, good until the next call.
  std::span<const Entry> pass(std::span<const Entry> entries);
  /// Those of the last block that people are to look at.
  std::span<const Entry> put_aside() const noexcept { return screen_.put_aside(); }
  /// Where the format counts what it cannot carry.
  Drops& drops() noexcept { return report_.drops; }
  /// Adds what became of all blocks.
  void add_to(WriteReport& sum) const;

 private:
  class ListedParents;

  const Rules& rules_;
  Assessor assessor_;
  Screen screen_;
  std::unique_ptr<ListedParents> parents_;
  std::vector<Entry> asked_for_, uncovered_;
  WriteReport report_;
};

}  // namespace dgacast
