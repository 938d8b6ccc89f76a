// SPDX-License-Identifier: Apache-2.0
// The record of an output in an edition, and its delta against the last one: a file each, or a folder with a file a
// list when the output is split. Both are written while the names stream by.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "blocklists/feed/delta.h"
#include "blocklists/feed/feed_config.h"
#include "blocklists/feed/record.h"

namespace dgacast {

/// Where records are, and what they are compared with.
struct RecordPlace {
  std::string records;                ///< folder of the new records, which is there
  std::string deltas;                 ///< folder of the deltas, which is there
  std::optional<std::string> before;  ///< path of the last record, file or folder; nothing: there is none
  DeltaWriter::Serials serials;       ///< for the rows of deltas
};

/// Not thread-safe.
class RecordFiles {
 public:
  virtual ~RecordFiles() = default;
  RecordFiles() = default;
  RecordFiles(const RecordFiles&) = delete;
  RecordFiles& operator=(const RecordFiles&) = delete;

  /// Rows that the recorder made: of an output that is not split. Throws InputError, as all do, when the old record
  /// cannot be read or a file not written.
  virtual void put(std::string_view rows) = 0;
  /// Assessed entries: of an output that is split. What the format cannot carry is counted.
  virtual void add(std::span<const Entry> entries, Drops& drops) = 0;
  /// True as soon as something is known to have changed. It may be late by some blocks.
  virtual bool changed() const = 0;
  /// Writes what is left, and waits until all is on the disk. Gives what changed.
  virtual DeltaCounts finish() = 0;
};

/// Begins the record of an output. `recorder` and `info` must outlive it. Throws InputError.
std::unique_ptr<RecordFiles> start_record(const OutputConfig& output, const Recorder& recorder, const ListInfo& info,
                                          RecordPlace place);

}  // namespace dgacast
