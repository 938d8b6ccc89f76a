// SPDX-License-Identifier: Apache-2.0
// One day's edition of a feed: from the configuration and the catalogue, by the same plan, collection and formats as
// `dgacast generate`, to a complete folder that consumers see whole or not at all.
//
//   const FeedConfig config = read_feed_config(text, "cert.json", "/etc/dgacast");
//   const FeedReport report = publish_feed(config, inputs, {.date = today()}, RunContext{});
#pragma once
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "blocklists/feed/feed_config.h"
#include "blocklists/lists/import.h"
#include "blocklists/sign/seal.h"
#include "dga/core/run_context.h"

namespace [[gnu::visibility("default")]] dgacast {

/// What a feed takes besides its configuration.
struct FeedInputs {
  const Catalogue& catalogue;
  const Imports& imports;
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

/// The report for programs, as `dgacast feed --json` prints it.
nlohmann::ordered_json to_json(const FeedReport& report);

/// Makes an edition. The paths in `config` are those from here, as read_feed_config() gives them. Of `run` the stop,
/// the progress and the threads count, and memory and temporary folder where the configuration gives none; what there
/// is to say stands in the report, as parts of it must be told before the end (FeedRun::tell). One call at a time
/// publishes into a folder: it is locked. Throws InputError; the current edition is then as it was. Throws Interrupted,
/// also amid an `after` command, when consumers have the new edition.
FeedReport publish_feed(const FeedConfig& config, const FeedInputs& inputs, const FeedRun& feed_run,
                        const RunContext& run);

}  // namespace dgacast
