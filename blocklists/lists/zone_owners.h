// SPDX-License-Identifier: Apache-2.0
// The owners of a zone in master-file form (RFC 1035, section 5; RFC 2308, section 4 for $TTL): what a registry holds.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "blocklists/lists/list_gatherer.h"

namespace dgacast {

/// Reads the lines of one zone. Not thread-safe.
class ZoneOwners {
 public:
  /// `name` is the list's, for messages.
  ZoneOwners(ListGatherer& names, std::string_view name) : names_(names), name_(name) {}

  /// True for a line that can only be of a zone: $ORIGIN, $TTL or another directive, or a record with a type.
  static bool is_zone_line(std::string_view line) noexcept;
  /// Adds the owner of a line's record when it is new below the apex. Comments, lines that go on in parentheses and
  /// those that repeat the owner give none. Throws InputError for $INCLUDE and $GENERATE, for a relative owner without
  /// an $ORIGIN, and for what dig says of a transfer that failed.
  void read(std::string_view line, std::size_t number);

 private:
  [[noreturn]] void fail(std::string what, std::string hint) const;
  void directive(std::string_view line);
  void owner(std::string_view line);
  bool is_below_apex(std::string_view owner) const noexcept;

  ListGatherer& names_;
  std::string name_;
  std::size_t number_ = 0;
  std::optional<std::string> origin_;
  std::string apex_;
  std::string full_;
  EntryReader trial_;
  unsigned open_ = 0;  // parentheses of a record that goes on
};

}  // namespace dgacast
