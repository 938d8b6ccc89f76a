// SPDX-License-Identifier: Apache-2.0
// The configuration of one feed: a JSON file. One table in feed_keys.cpp names every key; the check of a file, the
// help and the JSON Schema come from it.
//
//   const FeedConfig config = parse_feed_config(text, "cert.json");
#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/engine/name_filter.h"
#include "blocklists/feed/config_object.h"
#include "blocklists/formats/any_format.h"
#include "blocklists/io/compress.h"
#include "blocklists/io/run_command.h"
#include "blocklists/judge/screen.h"
#include "blocklists/write/split.h"

namespace [[gnu::visibility("default")]] dgacast {

/// How far a feed looks around its day: from `past` days before it to `future` days after it, the day itself between.
struct Horizon {
  std::chrono::days past{0};
  std::chrono::days future{0};
};

/// A horizon for the families and seeds that a pattern (see dga/core/seed_selection.h) names.
struct HorizonOf {
  std::string pattern;
  std::string where;  ///< of the pattern, for messages
  Horizon horizon;
};

/// Which of the feed's lists an output takes: by the length of their periods, that is how often a new one comes.
enum class Stability : std::uint8_t { all, fixed, moving };

enum class SerialRule : std::uint8_t { unix_time, date };

/// When an issue is not to be published.
struct Limits {
  std::uint64_t min_names = 1;
  std::optional<std::uint64_t> max_names;
  /// (added + released) in percent of the names of the last issue; nothing: what the move of the horizon explains, and
  /// 100
  std::optional<std::uint32_t> max_churn_percent;
  std::uint32_t max_size_factor =
      3;  ///< at most so many times the names of the last issue, and at least that part of it
  std::optional<std::uint64_t> max_collisions;
};

/// An action for the names of the families that a pattern names.
struct ActionOf {
  std::string pattern;
  std::string where;
  std::string policy;  ///< type and data, as parse_rpz_action() gives it
};

/// One that checks a file; "{file}" in its words is replaced by the path.
struct Validator {
  CommandLine command;
  bool if_installed = false;
};

/// Which names may stand in an output, by what is known of them.
struct ScreenConfig {
  ScreenOptions options;
  bool registrable = false;  ///< names below a registrable domain give way to it

  bool operator==(const ScreenConfig&) const = default;
};

/// Files with what others say of names: paths, as the configuration says them.
struct ListsConfig {
  std::vector<std::string> allow, registered, created;
  std::string psl;                     ///< empty: the system's
  std::map<std::string, UtcDay> days;  ///< by those paths: of lists that do not tell it themselves
  bool skip_bad_entries = false;       ///< entries that are not understood are told, and no guard fires

  bool any() const noexcept { return !allow.empty() || !registered.empty() || !created.empty(); }
};

/// Keys of signatures: paths, as the configuration says them, or "credential:NAME". Empty: no such signature.
struct SignConfig {
  std::string minisign;
  std::string cms_key, cms_certificate;
  std::string openpgp_key, openpgp_home;
};

struct OutputConfig {
  std::string name;
  std::string where;
  AnyFormat format;
  std::vector<PatternAt> families, exclude;  ///< of the feed's; no families: all
  Stability stability = Stability::all;
  NameEnds ends;  ///< of its names; none: all names
  ScreenConfig screen;
  SplitKey split = SplitKey::none;
  Compression compression = Compression::none;
  PartnerOptions partner;         ///< time, serial and misp_previous are left for the feed
  std::string epp_config;         ///< path, as the file says it; empty: none
  RpzOptions rpz;                 ///< family_policies are left for the feed, which knows the catalogue
  std::vector<ActionOf> actions;  ///< in the order of the patterns' octets: the last that fits a name decides
  SerialRule serial = SerialRule::unix_time;
  Limits limits;
  std::optional<Validator> validate;

  /// True when the list is a folder.
  bool is_folder() const;
  /// True when its files hold a secret: such a feed is for its owner alone.
  bool writes_secret() const { return dgacast::writes_secret(format.facts().id); }
  /// `NAME.EXTENSION`, with `.gz` or `.zst`; NAME for a folder.
  std::string file_name() const;
};

struct FeedConfig {
  std::string name;
  std::string folder;  ///< as the file says it: relative to the configuration's own folder
  std::vector<PatternAt> families, exclude;
  Horizon horizon;
  std::vector<HorizonOf> horizons;
  std::vector<std::string> catalogue, plugins, imports;  ///< paths, as the file says them
  ListsConfig lists;
  std::vector<OutputConfig> outputs;
  std::uint32_t keep = 14;
  std::optional<std::uint64_t> memory;  ///< bytes; nothing: what the caller gives
  std::string temporary_folder;         ///< path, as the file says it; empty: what the caller gives
  bool selftest = true;
  std::uint32_t max_forward_days = 7;  ///< from the last issue's day to this one's
  std::optional<std::uint32_t> max_suffix_list_days, max_list_days;
  std::uint32_t max_list_shrink_percent = 20;  ///< of the entries that a list had in the last issue
  SignConfig sign;
  std::vector<CommandLine> after;
  std::string metrics;  ///< path of a file for Prometheus, as the file says it; empty: none
  std::string digest;   ///< SHA-256 of the file's text, lower-case hex
};

/// Reads and checks a configuration; `name` is the file's, for messages. Its paths are those that the file says. Throws
/// InputError with file and line. Cost: some milliseconds; no other file is opened.
FeedConfig parse_feed_config(std::string_view text, std::string_view name);
/// The same with all paths seen from here: relative ones are those from `folder`, that of the configuration. Names of
/// systemd credentials ("credential:NAME") stay.
FeedConfig read_feed_config(std::string_view text, std::string_view name, const std::string& folder);

/// All keys for people, a paragraph each.
std::string feed_config_help();
/// The JSON Schema (draft 2020-12) of a configuration.
std::string feed_config_schema();

}  // namespace dgacast
