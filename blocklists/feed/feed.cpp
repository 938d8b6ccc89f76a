// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/feed.h"

#include <algorithm>

#include "blocklists/feed/edition_maker.h"
#include "blocklists/feed/feed_folder.h"
#include "blocklists/feed/feed_lists.h"
#include "blocklists/feed/feed_plan.h"
#include "blocklists/feed/last_issue.h"
#include "blocklists/io/run_command.h"

namespace dgacast {
namespace {

using Json = nlohmann::ordered_json;
using std::chrono::days;

std::int64_t age_in_days(UtcSeconds now, UtcDay then) { return (std::chrono::floor<days>(now) - then).count(); }

/// A clock that went wrong, or that was wrong when the last issue was made.
void guard_date(const FeedConfig& config, const LastIssue& last, const FeedRun& run, FeedReport& report) {
  const auto old = last.date();
  if (!old) return;
  const std::string both =
      "the last issue is of " + format_date(*old) + ", and this one would be of " + format_date(run.date);
  const std::int64_t forward = std::chrono::floor<days>(run.date - *old).count();
  if (forward < 0)
    report.guards.push_back(both +
                            ": is the clock right; if it was wrong then, force this issue: its number and serials are "
                            "higher than those of the last one, and the next days need no force");
  if (forward > static_cast<std::int64_t>(config.max_forward_days))
    report.guards.push_back(both + ", " + std::to_string(forward) + " days later, and max_forward_days is " +
                            std::to_string(config.max_forward_days) + ": is the clock right");
}

/// What an edition is made of.
struct Prepared {
  PublicSuffixes suffixes;
  std::vector<FeedList> lists;
  FeedPlan plan;
};

/// Guards that look at no output.
void guard_inputs(const FeedConfig& config, const FeedInputs& inputs, const Prepared& prepared, const LastIssue& last,
                  const FeedRun& run, FeedReport& report) {
  const std::vector<FeedList>& lists = prepared.lists;
  guard_date(config, last, run, report);
  if (config.max_suffix_list_days) {
    const std::int64_t age = age_in_days(run.date, suffixes_day(prepared.suffixes));
    if (age > static_cast<std::int64_t>(*config.max_suffix_list_days))
      report.guards.push_back("the Public Suffix List is " + std::to_string(age) +
                              " days old, and max_suffix_list_days is " + std::to_string(*config.max_suffix_list_days));
  }
  for (const FeedList& list : lists) {
    const std::int64_t age = age_in_days(run.date, list.day);
    if (config.max_list_days && age > static_cast<std::int64_t>(*config.max_list_days))
      report.guards.push_back("the list " + list.name + " is " + std::to_string(age) +
                              " days old, and max_list_days is " + std::to_string(*config.max_list_days));
  }
  for (std::string& guard : list_guards(lists, member(last.manifest(), "lists"), config))
    report.guards.push_back(std::move(guard));
  if (!config.selftest) return;
  const auto failed = inputs.selftest(prepared.plan.families());
  if (!failed.empty())
    report.guards.push_back("selftest: " + std::to_string(failed.size()) +
                            " vectors fail, the first: " + failed.front());
}

/// True when the current issue was made of the same and has the same files for readers.
bool is_again(const LastIssue& last, const Json& manifest) {
  if (!last.sound()) return false;
  for (const char* key : {"feed", "date", "program", "catalogue", "configuration"}) {
    if (member(last.manifest(), key) != manifest[key]) return false;
  }
  const Json& outputs = member(last.manifest(), "outputs");
  return outputs.size() == member(manifest, "outputs").size() &&
         std::ranges::none_of(member(manifest, "outputs"),
                              [](const Json& one) { return flag_of(member(one, "changed")); });
}

/// What is published with an issue: all before it, and its own number and serials.
Published with_issue(Published published, std::uint32_t number, const Json& outputs) {
  published.raise(number);
  for (const Json& one : outputs)
    published.raise(text_of(member(one, "name")), static_cast<std::uint32_t>(number_of(member(one, "serial"))));
  return published;
}

void run_after(const FeedConfig& config, const RunContext& run, FeedReport& report) {
  for (const CommandLine& command : config.after) {
    if (const auto failure = run_command(command, run.stop)) {
      report.warnings.push_back("after: " + command.words.front() + " " + *failure);
      report.after_failed = true;
    }
  }
}

/// What the caller gives, within the budget of the configuration.
RunContext with_budget(RunContext run, const FeedConfig& config) {
  if (config.memory) run.memory = std::min(run.memory, *config.memory);
  if (!config.temporary_folder.empty()) run.temporary_folder = config.temporary_folder;
  return run;
}

bool writes_secret(const FeedConfig& config) {
  return std::ranges::any_of(config.outputs, &OutputConfig::writes_secret);
}

class Discard {
 public:
  explicit Discard(FeedFolder& folder) : folder_(folder) {}
  ~Discard() { folder_.discard(); }
  Discard(const Discard&) = delete;
  Discard& operator=(const Discard&) = delete;

 private:
  FeedFolder& folder_;
};

Prepared prepare(const FeedConfig& config, const FeedInputs& inputs, UtcSeconds date, FeedReport& report) {
  Prepared prepared{feed_suffixes(config.lists), feed_lists(config.lists),
                    FeedPlan{config, inputs.catalogue, inputs.imports, date, report.notes}};
  report.lists = lists_for_report(prepared.lists);
  try_keys(inputs.keys, date);
  return prepared;
}

/// Puts the folder right after a run that was killed. False: something is in the way and stays there.
bool recover(FeedFolder& folder, FeedReport& report) {
  FeedFolder::Recovery recovery = folder.recover();
  report.warnings = std::move(recovery.done);
  report.warnings.insert(report.warnings.end(), recovery.stuck.begin(), recovery.stuck.end());
  return recovery.stuck.empty();
}

/// Makes all outputs in `folder`, and the manifest of an edition of this name in the report.
void make(const std::string& id, const EditionAtWork& edition, const Prepared& prepared, const FeedInputs& inputs,
          const RunContext& run, FeedReport& report) {
  MakerReport made;
  Json outputs = EditionMaker{edition, run, made}.make();
  report.notes.insert(report.notes.end(), made.notes.begin(), made.notes.end());
  report.guards.insert(report.guards.end(), made.guards.begin(), made.guards.end());
  const Period horizon = FeedPlan::around(edition.date, edition.config.horizon);
  report.manifest = Json{{"feed", edition.config.name},
                         {"issue", id},
                         {"date", format_date(edition.date)},
                         {"program", inputs.program},
                         {"catalogue", inputs.catalogue.digest()},
                         {"configuration", edition.config.digest},
                         {"public_suffix_list", nullptr},
                         {"lists", lists_for_manifest(prepared.lists)},
                         {"horizon", {{"from", format_instant(horizon.begin)}, {"until", format_instant(horizon.end)}}},
                         {"previous", nullptr},
                         {"forced", nullptr},
                         {"outputs", std::move(outputs)},
                         {"files", Json::array()}};
  if (!prepared.suffixes.date().empty()) report.manifest["public_suffix_list"] = prepared.suffixes.date();
  if (edition.last.current()) report.manifest["previous"] = *edition.last.current();
}

/// True when no guard fired, or the operator passes them over.
bool guards_let_pass(const FeedRun& feed_run, FeedReport& report) {
  if (report.guards.empty()) return true;
  if (feed_run.force.empty()) return false;
  report.manifest["forced"] = {{"reason", feed_run.force}, {"guards", report.guards}};
  return true;
}

/// Shows the sealed edition to consumers.
void publish(FeedFolder& folder, const std::string& id, std::uint32_t number, const LastIssue& last,
             FeedReport& report) {
  const Published now = with_issue(last.published(), number, member(report.manifest, "outputs"));
  const auto warning = folder.publish(id, last.published(), now);
  report.issue = id;
  report.outcome = FeedOutcome::published;
  if (warning) report.warnings.push_back(*warning);
  report.after_failed = warning.has_value();
}

/// Consumers have the edition: from here on nothing may fail the run. Also when nothing changed, the rest is done: the
/// last run may have been killed before it came here.
void finish(const FeedConfig& config, const FeedRun& feed_run, const RunContext& run, FeedFolder& folder,
            FeedReport& report) {
  run_after(config, run, report);
  if (feed_run.tell) feed_run.tell(report);
  report.left = folder.prune(config.keep);
  report.after_failed = report.after_failed || !report.left.empty();
}

}  // namespace

FeedReport publish_feed(const FeedConfig& config, const FeedInputs& inputs, const FeedRun& feed_run,
                        const RunContext& caller) {
  const RunContext run = with_budget(caller, config);
  FeedReport report;
  const Prepared prepared = prepare(config, inputs, feed_run.date, report);
  FeedFolder folder{config.folder, writes_secret(config)};
  const bool recovered = recover(folder, report);
  tell_lists(prepared.lists, config.lists.skip_bad_entries, report.notes, report.warnings);
  const LastIssue last{folder, report.warnings};
  report.issue = last.current().value_or("");
  guard_inputs(config, inputs, prepared, last, feed_run, report);

  const std::uint32_t number = last.published().number + 1;
  const std::string id = issue_id(number, format_date(feed_run.date));
  const EditionAtWork edition{config, prepared.plan, prepared.suffixes, last, feed_run.date, folder.start()};
  const Discard when_done{folder};
  make(id, edition, prepared, inputs, run, report);
  if (!guards_let_pass(feed_run, report)) {
    if (feed_run.tell && !feed_run.dry_run) feed_run.tell(report);
    return report;
  }
  const bool again = is_again(last, report.manifest);
  if (!again) seal(edition.folder, report.manifest, inputs.keys, feed_run.date, run.stop);
  if (feed_run.dry_run) {
    report.outcome = FeedOutcome::checked;
    return report;
  }
  if (again)
    report.outcome = FeedOutcome::unchanged;
  else
    publish(folder, id, number, last, report);
  // What was in the way of an earlier run is still in the way.
  report.after_failed = report.after_failed || !recovered;
  finish(config, feed_run, run, folder, report);
  return report;
}

}  // namespace dgacast
