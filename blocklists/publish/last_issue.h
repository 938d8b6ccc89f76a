// SPDX-License-Identifier: Apache-2.0
// What the last issues of a feed say to the next.
#pragma once
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "blocklists/publish/feed_folder.h"
#include "dga/core/json_value.h"

namespace dgacast {

/// A damaged issue still gives what of it can be read: a serial must not go back.
class LastIssue {
 public:
  /// Reads the issues of `folder`; what is wrong with the current one goes to `warnings`. Throws InputError.
  LastIssue(const FeedFolder& folder, std::vector<std::string>& warnings);

  /// The issue that readers see.
  const std::optional<std::string>& current() const noexcept { return current_; }
  bool sound() const noexcept { return sound_; }
  std::uint32_t next_number() const noexcept { return number_ + 1; }
  /// Of the current issue; null when there is none.
  const nlohmann::ordered_json& manifest() const noexcept { return manifest_; }
  /// What its manifest says of an output, or null.
  const nlohmann::ordered_json& output(const std::string& name) const;
  /// The newest serial of an output in any issue on the disk.
  std::optional<std::uint32_t> serial(const std::string& name) const;
  /// The path of a file or folder of an output in the current issue; nothing when that is damaged or has no such one.
  std::optional<std::string> path_of(const std::string& output_name, const std::string& file) const;

 private:
  void remember(const std::string& name, std::uint32_t serial);
  void remember_serials(const std::string& folder);

  std::optional<std::string> current_;
  std::string path_;
  std::uint32_t number_ = 0;
  bool sound_ = false;
  nlohmann::ordered_json manifest_;
  std::map<std::string, std::uint32_t> serials_;  // the newest that any issue on the disk has
};

}  // namespace dgacast
