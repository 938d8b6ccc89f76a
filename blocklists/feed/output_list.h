// SPDX-License-Identifier: Apache-2.0
// The list of an output as its consumers get it, file or folder, written while the names stream by.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "blocklists/feed/feed_config.h"
#include "blocklists/io/append_file.h"
#include "blocklists/io/compress.h"
#include "blocklists/write/split.h"

namespace dgacast {

/// Not thread-safe. Without keep() nothing of it stays on the disk.
class OutputList {
 public:
  /// True when the list is rows one after another: put() takes their text, which other threads may make. Otherwise
  /// add() takes the entries.
  static bool is_text(const OutputConfig& output) noexcept {
    return output.format.rows != nullptr && output.split == SplitKey::none;
  }

  /// Begins the list at `path`, where nothing is. `output` and `info` must outlive it. Throws InputError.
  OutputList(const OutputConfig& output, const ListInfo& info, std::string path);
  ~OutputList();
  OutputList(const OutputList&) = delete;
  OutputList& operator=(const OutputList&) = delete;

  /// Rows that Format::add() made with the same info. Throws InputError when they cannot be written.
  void put(std::string_view rows) { sink_->put(rows); }
  /// Entries, sorted and unique. Throws InputError when they cannot be written.
  void add(std::span<const Entry> entries);
  /// Ends a list of `names` names. Gives its SHA-256, of a folder that of its SHA256SUMS. Throws InputError.
  std::string finish(std::uint64_t names);
  /// After finish(): waits until it is on the disk, and gives it the name `path`. Throws InputError.
  void keep(const std::string& path);

 private:
  const OutputConfig& output_;
  const ListInfo& info_;
  std::string path_;
  bool kept_ = false;
  // Of a file; the later write into the ones before.
  std::optional<AppendFile> file_;
  std::unique_ptr<Compressor> compressor_;
  std::optional<Sink> sink_;
  // Of a folder.
  std::optional<Folder> folder_;
  std::unique_ptr<ListInProgress> list_;  // unless it is text
};

}  // namespace dgacast
