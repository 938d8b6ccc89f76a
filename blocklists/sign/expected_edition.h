// SPDX-License-Identifier: Apache-2.0
// A good signature says who made an edition, not that it is the one a reader waits for: an old one, and one of another
// feed of the same publisher, are signed as well. This is the rest.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "blocklists/sign/foreign_folder.h"
#include "blocklists/sign/manifest.h"

namespace [[gnu::visibility("default")]] dgacast {

/// The newest edition that a reader ever accepted.
struct KnownEdition {
  std::string id;
  std::string sums_sha256;  ///< of its SHA256SUMS; "": not known

  std::uint32_t number() const { return edition_number(id).value_or(0); }
};

/// What a reader expects; what is not given is not checked.
struct ExpectedEdition {
  std::string feed = {};                      ///< the feed's name
  std::string edition = {};                   ///< the id that the reader asked for
  std::optional<KnownEdition> newest = {};    ///< nothing older, and under its number nothing else
  std::optional<unsigned> max_age_days = {};  ///< the edition's day is so many days before today at most; 0: of any age
  UtcSeconds now{};  ///< with max_age_days also: its day is kMaxDaysAhead days after today at most
};

/// A publisher's clock may be ahead of the reader's, and its day begin earlier, but not by more.
inline constexpr int kMaxDaysAhead = 2;

/// "manifest.json: what is wrong" for each expectation that the edition with this manifest and this SHA-256 of its
/// SHA256SUMS does not meet.
std::vector<std::string> expectation_faults(const Manifest& manifest, const std::string& sums_sha256,
                                            const ExpectedEdition& expected);

/// The file in the folder of dgacast fetch that names the newest edition which was ever accepted there.
inline constexpr std::string_view kFloorFile = ".floor";

/// What `folder` has seen at most: by its floor and its current edition, when it is one of dgacast fetch or of a
/// publisher, or the edition that it is. Nothing when it has none yet. Throws InputError: not a folder, a damaged
/// floor.
std::optional<KnownEdition> newest_edition(const std::string& folder);

}  // namespace dgacast
