// SPDX-License-Identifier: Apache-2.0
// One day's issue of a feed: from the configuration and the catalogue, by the same plan, collection and formats as
// `dgacast generate`, to a complete folder that readers see whole or not at all.
#pragma once
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "blocklists/feed/feed_config.h"
#include "blocklists/lists/import.h"
#include "blocklists/sign/seal.h"

namespace [[gnu::visibility("default")]] dgacast {

/// What a feed takes besides its configuration.
struct FeedInputs {
  const Catalogue& catalogue;
  const Imports& imports;
  std::string folder;  ///< of the feed, seen from here
  SigningKeys keys;
  std::string program;  ///< version, for the manifest
  /// The golden vectors that fail, of the families with these ids.
  std::function<std::vector<std::string>(const std::set<std::string>&)> selftest;
};

struct FeedReport;

struct FeedRun {
  UtcSeconds date;       ///< midnight of the issue's day: decides all, no clock is read
  bool dry_run = false;  ///< make and check all, publish nothing
  std::string force;     ///< why guards may be passed over; goes into the manifest
  unsigned threads = 0;
  std::stop_token stop = {};
  /// Called when the outcome is certain and the `after` commands have run, before old issues are cleared away; not in a
  /// dry run. Must not throw: what readers see cannot be taken back.
  std::function<void(const FeedReport&)> tell = {};
};

enum class FeedOutcome : std::uint8_t {
  published,
  unchanged,  ///< the current issue is this one already
  checked,    ///< a dry run
  kept        ///< a guard fired
};

struct FeedReport {
  FeedOutcome outcome = FeedOutcome::kept;
  std::string issue;                  ///< the issue that is current now; empty: none
  std::vector<std::string> notes;     ///< what a reader may want to know
  std::vector<std::string> warnings;  ///< what an operator should look at: recovered state, failed `after` commands
  std::vector<std::string> guards;    ///< each guard that fired: what, and by how much
  nlohmann::ordered_json lists;       ///< the lists that were used, of which day, and who tells it
  nlohmann::ordered_json manifest;    ///< of the issue that was made, published or not
  /// Readers have the issue, but an `after` command failed, or something could not be cleared away: see `warnings`.
  bool after_failed = false;
  std::vector<std::string> left;  ///< what could not be cleared away after tell()
};

/// Makes an issue. The paths in `config` are those from here. Throws InputError; the current issue is then as it was.
/// Throws Interrupted, also amid an `after` command, when readers have the new issue.
FeedReport publish_feed(const FeedConfig& config, const FeedInputs& inputs, const FeedRun& run);

}  // namespace dgacast
