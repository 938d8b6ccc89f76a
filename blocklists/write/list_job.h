// SPDX-License-Identifier: Apache-2.0
// This plan as this list into that output, in one call.
//
//   const PublicSuffixes suffixes;
//   NameFilter filter{suffixes};
//   filter.add_tld("cn", "");
//   ListRequest request{suffixes};
//   request.format = find_any_format("rpz", "");
//   request.info.rpz.origin = "dga.rpz.example";
//   const ListResult result = make_list(plan, filter, request, {.path = "dga.rpz"}, run);
//
// Threads: any number of calls at the same time. Cost: see dgacast/blocklists.h.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "blocklists/io/compress.h"
#include "blocklists/lists/list_files.h"
#include "blocklists/write/split.h"

namespace [[gnu::visibility("default")]] dgacast {

/// What a list is to be.
struct ListRequest {
  /// Plain names. `suffixes` must outlive the request.
  explicit ListRequest(const PublicSuffixes& suffixes);

  AnyFormat format;
  ListInfo info;                                 ///< options of formats
  std::optional<SplitKey> split = std::nullopt;  ///< given: a folder with a list a key (none: one list), and a manifest
  Compression compression = Compression::none;   ///< of a list that is one file
  bool reduce = false;                           ///< names become their registrable domains, where they have one
  ScreenOptions screen = {};         ///< which names become part of it, by what is known of each: costs an assessment
  std::vector<ListFile> lists = {};  ///< what others say of the names: costs a visit more of all names
  bool skip_bad_entries = false;     ///< of these lists: see ListFiles

  /// True when the list is a folder: it is split, or of several documents.
  bool is_folder() const { return split || format.shape(info) != Shape::one; }
};

/// Where a list goes. Files appear whole or not at all.
struct ListTarget {
  std::string path = {};         ///< of the file or folder; empty: to `output`
  Output* output = nullptr;      ///< of a list that is one file; not null without a path
  std::string review_path = {};  ///< of the names that are put aside (Effect::review), as CSV; empty: none
};

/// What became of the names of a plan.
struct ListResult : WriteReport {
  std::array<std::uint64_t, kNameFaults> faults{};  ///< generated strings that are not host names, by fault
};

/// Gives the collection of a list.
using NameSource = std::function<Collection(const CollectOptions&, const RunContext&)>;

/// Writes the names of `plan` that `filter` passes. The outputs are opened first: a place that cannot be written is
/// told before minutes of work. What was left out goes to run.log, a line a reason. Throws InputError, Interrupted,
/// ClosedPipe, std::bad_alloc; the target is then as it was.
ListResult make_list(const Plan& plan, const NameFilter& filter, const ListRequest& request, const ListTarget& target,
                     const RunContext& run = {});
/// The same with the names that `source` gives: of shards, say.
ListResult make_list(const NameSource& source, const ListRequest& request, const ListTarget& target,
                     const RunContext& run = {});

}  // namespace dgacast
