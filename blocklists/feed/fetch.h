// SPDX-License-Identifier: Apache-2.0
// A reader's run: the current edition of a feed, fetched, checked, and only then in place of the one before.
#pragma once
#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "blocklists/options/publishing.h"
#include "blocklists/sign/trust.h"
#include "dga/core/calendar.h"

namespace [[gnu::visibility("default")]] dgacast {

struct FetchPlan {
  std::string source;  ///< https://, http://, rsync://, HOST:FOLDER, or a folder
  std::string folder;  ///< of the copy
  std::string feed;    ///< the name that the feed must have
  Trust trust;         ///< nothing in it: no signature is looked at
  unsigned max_age_days = number_of<unsigned>(option::fetch_max_age);  ///< 0: any age
  std::size_t keep = number_of<std::size_t>(option::fetch_keep);       ///< editions that stay in the copy, at least 1
  std::chrono::seconds time{number_of(option::time)};                  ///< of the whole run, at least 1 s
  std::uint64_t max_bytes = number_of(option::max_size) << 20;         ///< of all files of the edition together
  std::string ca_file;                                                 ///< PEM; "": the system's authorities
  UtcSeconds now;                                                      ///< decides the age: no clock of the day is read
  std::stop_token stop = {};
};

enum class FetchOutcome : std::uint8_t {
  fetched,    ///< `current` leads to another edition than before, or to a sound copy of a damaged one
  unchanged,  ///< `current` leads to the source's edition already, and that is sound
  refused     ///< the source's edition is not what it should be; the copy is as it was
};

struct FetchReport {
  FetchOutcome outcome = FetchOutcome::refused;
  std::string edition;                ///< the id that the source has as its current one
  std::vector<std::string> faults;    ///< why it was refused
  std::vector<std::string> warnings;  ///< what changes nothing for the copy: old editions that cannot be removed
  std::size_t files = 0;              ///< of the edition, when it was fetched
  std::uint64_t bytes = 0;            ///< of these files
};

/// Fetches. Order: which edition is current (a hint); SHA256SUMS and signatures; the signatures are checked; paths, by
/// a whitelist; the manifest, by its signed digest; its feed, number and date; then the files, each bounded by the
/// signed size; all is checked once more on the disk, gets its name by one rename, and `current` is switched by
/// another. The number of an edition only rises, also when editions were removed by hand: see FeedCopy. When the
/// source has moved on to another edition meanwhile, what went wrong with the first does not count, three times at
/// most. Throws InputError when the source cannot be read or the copy cannot be written; Interrupted. The copy is then
/// as it was, and nothing is left.
FetchReport fetch_feed(const FetchPlan& plan);

}  // namespace dgacast
