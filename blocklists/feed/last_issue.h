// SPDX-License-Identifier: Apache-2.0
// What the last issues of a feed say to the next.
#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "blocklists/feed/feed_folder.h"
#include "dga/core/calendar.h"
#include "dga/core/json_value.h"

namespace dgacast {

/// A damaged issue still gives what of it can be read: a serial must not go back.
class LastIssue {
 public:
  /// Reads the issues of `folder`, after its recover(); what is wrong with them goes to `warnings`, and that somebody
  /// switched `current` back. Throws InputError.
  LastIssue(const FeedFolder& folder, std::vector<std::string>& warnings);

  /// The issue that readers see.
  const std::optional<std::string>& current() const noexcept { return current_; }
  bool sound() const noexcept { return sound_; }
  /// The highest number and the newest serials of anything on the disk: the floor of the next issue.
  const Published& published() const noexcept { return published_; }
  /// The day of the current issue; nothing when its manifest does not tell.
  std::optional<UtcSeconds> date() const;
  /// Of the current issue; null when there is none.
  const nlohmann::ordered_json& manifest() const noexcept { return manifest_; }
  /// What its manifest says of an output, or null.
  const nlohmann::ordered_json& output(const std::string& name) const;
  /// The newest serial that an output ever had.
  std::optional<std::uint32_t> serial(const std::string& name) const;
  /// The serial of an output in the issue that readers see; nothing when its manifest does not tell.
  std::optional<std::uint32_t> current_serial(const std::string& name) const;
  /// The path of a file or folder of an output in the current issue; nothing when that is damaged or has no such one.
  std::optional<std::string> path_of(const std::string& output_name, const std::string& file) const;

 private:
  void remember_serials(const std::string& folder);

  std::optional<std::string> current_;
  std::string path_;
  Published published_;
  bool sound_ = false;
  nlohmann::ordered_json manifest_;
};

}  // namespace dgacast
