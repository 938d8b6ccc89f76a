// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/output_guards.h"

#include <algorithm>
#include <cstdlib>

namespace dgacast {
namespace {

constexpr std::uint64_t kFewNames = 100;  // fewer say nothing by their number

}  // namespace

/// Names come and go as the horizon moves over the periods of their lists: of daily families all in a day when it has
/// one day, and a small part of them when it has many. A list of several days comes when its first day does, and may so
/// double an output. More than that is a wrong clock, catalogue or configuration.
std::optional<std::uint64_t> churn_limit(const FeedConfig& config, const OutputConfig& output, UtcSeconds date,
                                         const GuardedOutput& made) {
  if (output.limits.max_churn_percent) return *output.limits.max_churn_percent;
  // Chance moves small outputs, and lists of others change as they like.
  if (!made.last_date || made.delta.before < kFewNames || !config.imports.empty()) return std::nullopt;
  const auto length = [](const Horizon& horizon) { return (horizon.past + horizon.future).count() + 1; };
  auto shortest = length(config.horizon);
  for (const HorizonOf& own : config.horizons) shortest = std::min(shortest, length(own.horizon));
  const auto shift = std::abs(std::chrono::floor<std::chrono::days>(date - *made.last_date).count());
  return static_cast<std::uint64_t>(100 + 200 * std::min(shift, shortest) / shortest);
}

std::vector<std::string> output_guards(const FeedConfig& config, const OutputConfig& output, UtcSeconds date,
                                       const GuardedOutput& made) {
  std::vector<std::string> guards;
  const DeltaCounts& delta = made.delta;
  const Limits& limits = output.limits;
  const std::string who = "output " + output.name + ": ";
  const auto fire = [&](std::uint64_t count, const std::string& what, const std::string& limit, std::uint64_t at) {
    guards.push_back(who + std::to_string(count) + what + ", and " + limit + " is " + std::to_string(at));
  };
  if (delta.after < limits.min_names) fire(delta.after, " names", "min_names", limits.min_names);
  if (limits.max_names && delta.after > *limits.max_names) fire(delta.after, " names", "max_names", *limits.max_names);
  if (limits.max_collisions && made.collisions > *limits.max_collisions)
    fire(made.collisions, " names that are somebody's", "max_collisions", *limits.max_collisions);
  if (!made.has_before) return guards;
  const std::uint64_t before = std::max<std::uint64_t>(1, delta.before), moved = delta.added + delta.released;
  const auto most_churn = churn_limit(config, output, date, made);
  if (most_churn && moved * 100 > *most_churn * before)
    fire(delta.added,
         " names added and " + std::to_string(delta.released) + " released of " + std::to_string(delta.before) + " (" +
             std::to_string((moved * 100 + delta.before / 2) / before) + " %)",
         "max_churn_percent", *most_churn);
  const std::uint64_t factor = limits.max_size_factor;
  if (delta.before >= kFewNames && (delta.after > delta.before * factor || delta.after * factor < delta.before))
    fire(delta.after, " names after " + std::to_string(delta.before) + " in the last issue", "max_size_factor", factor);
  return guards;
}

Validation validate(const OutputConfig& output, const std::string& path, const std::stop_token& stop) {
  if (!output.validate) return {};
  CommandLine command = output.validate->command;
  if (output.validate->if_installed && !is_installed(command.words.front())) {
    return {.fault = {}, .note = "output " + output.name + ": not checked, for there is no " + command.words.front()};
  }
  for (std::string& word : command.words) {
    constexpr std::string_view kFile = "{file}";
    for (auto at = word.find(kFile); at != std::string::npos; at = word.find(kFile, at + path.size()))
      word.replace(at, kFile.size(), path);
  }
  if (const auto failure = run_command(command, stop))
    return {.fault = "output " + output.name + ": " + command.words.front() + " " + *failure, .note = {}};
  return {};
}

}  // namespace dgacast
