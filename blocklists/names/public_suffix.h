// SPDX-License-Identifier: Apache-2.0
// The Public Suffix List, through libpsl: below which names does everybody register?
#pragma once
#include <memory>
#include <optional>
#include <string_view>

#include "dga/core/calendar.h"

namespace dgacast {

/// Immutable; any number of threads may read it.
class PublicSuffixes {
 public:
  /// The system's list (package publicsuffix), or the one in libpsl when that is newer.
  PublicSuffixes();
  ~PublicSuffixes();
  PublicSuffixes(const PublicSuffixes&) = delete;
  PublicSuffixes& operator=(const PublicSuffixes&) = delete;

  /// True when `name` (canonical) itself is a public suffix by the ICANN or the private section: blocking it would
  /// block strangers below it.
  bool is_suffix(std::string_view name) const;
  /// The part of `name` (canonical) that is a public suffix: "co.uk" of "a.example.co.uk"; by the list's default rule
  /// the last label when no rule fits. A view into `name`.
  std::string_view suffix_of(std::string_view name) const;
  /// When the list was made, as far as its file or libpsl tells.
  std::optional<UtcSeconds> date() const;

 private:
  struct List;
  std::unique_ptr<const List> list_;
};

}  // namespace dgacast
