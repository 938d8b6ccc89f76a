// SPDX-License-Identifier: Apache-2.0
// The configuration of one feed: a JSON file. One table in feed_config.cpp names every key; the check of a file, the
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

#include "blocklists/formats/format.h"
#include "blocklists/publish/compress.h"

namespace dgacast {

/// How far a feed looks around its day: from `past` days before it to `future` days after it, the day itself between.
struct Horizon {
  std::chrono::days past{0};
  std::chrono::days future{0};
};

/// A horizon for the families and seeds that a pattern (see select/seed_pattern.h) names.
struct HorizonOf {
  std::string pattern;
  std::string where;  ///< of the pattern, for messages
  Horizon horizon;
};

/// A pattern of the configuration with the place it stands at.
struct PatternAt {
  std::string pattern;
  std::string where;
};

/// Which of the feed's lists an output takes: by the length of their periods, that is how often a new one comes.
enum class Stability : std::uint8_t { all, fixed, moving };

enum class SerialRule : std::uint8_t { unix_time, date };

/// When an issue is not to be published.
struct Limits {
  std::uint64_t min_names = 1;
  std::optional<std::uint64_t> max_names;
  std::optional<std::uint32_t> max_churn_percent;  ///< (added + released) in percent of the names of the last issue
};

/// An action for the names of the families that a pattern names.
struct ActionOf {
  std::string pattern;
  std::string where;
  std::string policy;  ///< type and data, as parse_rpz_action() gives it
};

/// A program that is run without a shell, and at most for so long.
struct CommandLine {
  std::vector<std::string> words;
  std::chrono::seconds limit{60};
};

struct OutputConfig {
  std::string name;
  std::string where;
  const Format* format = nullptr;
  std::vector<PatternAt> families, exclude;  ///< of the feed's; no families: all
  Stability stability = Stability::all;
  std::vector<std::string> tlds, suffixes;  ///< in canonical form
  Compression compression = Compression::none;
  RpzOptions rpz;                 ///< family_policies are left for the feed, which knows the catalogue
  std::vector<ActionOf> actions;  ///< in the order of the patterns' octets: the last that fits a name decides
  SerialRule serial = SerialRule::unix_time;
  Limits limits;
  std::optional<CommandLine> validate;  ///< "{file}" is replaced by the path of the file

  /// `NAME.EXTENSION`, with `.gz` or `.zst`.
  std::string file_name() const;
};

struct FeedConfig {
  std::string name;
  std::string folder;  ///< as the file says it: relative to the configuration's own folder
  std::vector<PatternAt> families, exclude;
  Horizon horizon;
  std::vector<HorizonOf> horizons;
  std::vector<std::string> catalogue, plugins, imports;  ///< paths, as the file says them
  std::vector<OutputConfig> outputs;                     ///< one a file: an output that is split stands here split
  std::uint32_t keep = 14;
  bool selftest = true;
  std::optional<std::uint32_t> max_suffix_list_days;
  std::string minisign_key;  ///< path, or "credential:NAME"; empty: no signature
  std::vector<CommandLine> after;
  std::string metrics;  ///< path of a file for Prometheus, as the file says it; empty: none
  std::string digest;   ///< SHA-256 of the file's text, lower-case hex
};

/// Reads and checks a configuration; `name` is the file's, for messages. Throws InputError with file and line.
FeedConfig parse_feed_config(std::string_view text, std::string_view name);

/// All keys for people, a paragraph each.
std::string feed_config_help();
/// The JSON Schema (draft 2020-12) of a configuration.
std::string feed_config_schema();

}  // namespace dgacast
