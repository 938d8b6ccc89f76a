// SPDX-License-Identifier: Apache-2.0
// One output of an edition: its list, record, delta and review are written in the same pass over the names.
//
//   OutputMaker maker{output, edition, names, collisions};
//   names.work(...);                      // each worker has a Part of every output; take() gets them in order
//   const MadeOutput made = maker.finish(parts);
//
// Whether anything changed decides the serial and the time that stand in a list, and is known when all names have gone
// by. So a list that may be that of the last edition is written twice side by side: with the old serial, which is kept
// when nothing changed, and with the new one. The first is given up as soon as a change is seen, which on most days is
// among the first names.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>

#include "blocklists/feed/feed_plan.h"
#include "blocklists/feed/last_issue.h"
#include "blocklists/feed/output_list.h"
#include "blocklists/feed/record_files.h"
#include "blocklists/write/selection.h"

namespace dgacast {

/// The edition that outputs are made for. All must outlive them.
struct EditionAtWork {
  const FeedConfig& config;
  const FeedPlan& plan;
  const PublicSuffixes& suffixes;
  const LastIssue& last;
  UtcSeconds date;
  std::string folder;  ///< of the edition; it has folders records and deltas
};

/// What became of an output.
struct MadeOutput {
  DeltaCounts delta;
  bool has_before = false;  ///< there is a last record, to which `delta` refers
  WriteReport written;
  nlohmann::ordered_json manifest;  ///< its entry there
};

class OutputMaker {
 public:
  /// About how many octets a name becomes while it waits to be taken: for CollectOptions::row.
  static std::size_t octets_of_name(const OutputConfig& output) noexcept;
  /// About how many octets its files take while they are open, however many names there are.
  static std::size_t octets_of_files(const OutputConfig& output) noexcept;

  /// Begins all files. All must outlive it; `collisions` may be nullptr. Throws InputError.
  OutputMaker(const OutputConfig& output, const EditionAtWork& edition, const Collection& names,
              const Collisions* collisions);
  OutputMaker(const OutputMaker&) = delete;
  OutputMaker& operator=(const OutputMaker&) = delete;

  /// What one thread makes of a section of the names. Not thread-safe; several work at the same time.
  class Part {
   public:
    explicit Part(const OutputMaker& maker) : maker_(maker), selection_(maker.rules_) {}
    /// As SectionWorker::work().
    void work(std::span<const Entry> entries);

   private:
    friend OutputMaker;
    void work_block(std::span<const Entry> entries);

    const OutputMaker& maker_;
    Selection selection_;
    std::span<const Entry> kept_;  // of a section, when the list or the record is not text
    Sink record_, rows_, unchanged_rows_, review_;
    bool tries_unchanged_ = false;
    Drops list_drops_;
    std::uint64_t put_aside_ = 0;
  };

  /// Writes what a part made of its section, in the order of the sections. Throws InputError.
  void take(const Part& part);
  /// Ends all files. `parts` are all that worked. Throws InputError.
  MadeOutput finish(std::span<const Part* const> parts);

 private:
  bool needs_entries() const noexcept { return !OutputList::is_text(output_) || output_.split != SplitKey::none; }
  bool writes_review() const noexcept;
  RecordPlace record_place() const;
  ListInfo info_with(std::uint32_t serial, UtcSeconds time) const;
  std::string list_path() const { return edition_.folder + "/" + output_.file_name(); }
  void start_lists();
  void give_up_unchanged();
  void end_review(std::uint64_t put_aside);
  nlohmann::ordered_json end_lists(const DeltaCounts& delta, std::uint64_t names);
  void describe(MadeOutput& made, const nlohmann::ordered_json& list) const;

  const OutputConfig& output_;
  const EditionAtWork& edition_;
  const Collection& names_;
  ListInfo info_;
  NameFilter only_;
  Screening screening_;
  Recorder recorder_;
  Selection::Rules rules_;

  std::optional<std::string> last_record_;                 // path
  std::optional<std::uint32_t> old_serial_, serial_seen_;  // the newest, and what consumers have now
  std::uint32_t moved_serial_;                             // if something changed
  std::optional<UtcSeconds> old_time_;                     // of a list that may be the same again

  std::unique_ptr<RecordFiles> record_;
  Drops record_drops_;  // of those that take entries
  ListInfo list_info_, unchanged_info_;
  std::unique_ptr<OutputList> list_, unchanged_;
  std::atomic<bool> tries_unchanged_ = false;
  std::optional<AppendFile> review_file_;
  std::optional<Sink> review_;
};

}  // namespace dgacast
