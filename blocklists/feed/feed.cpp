// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/feed.h"

#include <algorithm>

#include "blocklists/feed/feed_folder.h"
#include "blocklists/feed/feed_lists.h"
#include "blocklists/feed/feed_plan.h"
#include "blocklists/feed/issue_maker.h"
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

/// Guards that look at no list.
void guard_inputs(const FeedConfig& config, const FeedInputs& inputs, const FeedPlan& plan, const LastIssue& last,
                  const PublicSuffixes& suffixes, const std::vector<FeedList>& lists, const FeedRun& run,
                  FeedReport& report) {
  guard_date(config, last, run, report);
  if (config.max_suffix_list_days) {
    const std::int64_t age = age_in_days(run.date, suffixes_day(suffixes));
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
  const auto failed = inputs.selftest(plan.families());
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

void run_after(const FeedConfig& config, const FeedRun& run, FeedReport& report) {
  for (const CommandLine& command : config.after) {
    if (const auto failure = run_command(command, run.stop)) {
      report.warnings.push_back("after: " + command.words.front() + " " + *failure);
      report.after_failed = true;
    }
  }
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

}  // namespace

FeedReport publish_feed(const FeedConfig& config, const FeedInputs& inputs, const FeedRun& run) {
  FeedReport report;
  const PublicSuffixes suffixes = feed_suffixes(config.lists);
  const std::vector<FeedList> lists = feed_lists(config.lists);
  report.lists = lists_for_report(lists);
  const FeedPlan plan{config, inputs.catalogue, inputs.imports, run.date, report.notes};
  try_keys(inputs.keys, run.date);
  FeedFolder folder{inputs.folder};
  FeedFolder::Recovery recovery = folder.recover();
  report.warnings = std::move(recovery.done);
  report.warnings.insert(report.warnings.end(), recovery.stuck.begin(), recovery.stuck.end());
  tell_lists(lists, config.lists.skip_bad_entries, report.notes, report.warnings);
  const LastIssue last{folder, report.warnings};
  report.issue = last.current().value_or("");
  guard_inputs(config, inputs, plan, last, suffixes, lists, run, report);

  const std::uint32_t number = last.published().number + 1;
  const std::string id = issue_id(number, format_date(run.date));
  const std::string building = folder.start();
  const Discard when_done{folder};
  MakerReport made;
  Json outputs = IssueMaker{config, plan, suffixes, last, {run.date, run.threads, run.stop}, building, made}.make();
  report.notes.insert(report.notes.end(), made.notes.begin(), made.notes.end());
  report.guards.insert(report.guards.end(), made.guards.begin(), made.guards.end());

  const Period horizon = FeedPlan::around(run.date, config.horizon);
  report.manifest = Json{{"feed", config.name},
                         {"issue", id},
                         {"date", format_date(run.date)},
                         {"program", inputs.program},
                         {"catalogue", inputs.catalogue.digest()},
                         {"configuration", config.digest},
                         {"public_suffix_list", nullptr},
                         {"lists", lists_for_manifest(lists)},
                         {"horizon", {{"from", format_instant(horizon.begin)}, {"until", format_instant(horizon.end)}}},
                         {"previous", nullptr},
                         {"forced", nullptr},
                         {"outputs", std::move(outputs)},
                         {"files", Json::array()}};
  if (!suffixes.date().empty()) report.manifest["public_suffix_list"] = suffixes.date();
  if (last.current()) report.manifest["previous"] = *last.current();
  if (!report.guards.empty()) {
    if (run.force.empty()) {
      if (run.tell && !run.dry_run) run.tell(report);
      return report;
    }
    report.manifest["forced"] = {{"reason", run.force}, {"guards", report.guards}};
  }
  const bool again = is_again(last, report.manifest);
  if (!again) seal(building, report.manifest, inputs.keys, run.date, run.stop);
  if (run.dry_run) {
    report.outcome = FeedOutcome::checked;
    return report;
  }
  if (again) {
    report.outcome = FeedOutcome::unchanged;
  } else {
    const Published now = with_issue(last.published(), number, member(report.manifest, "outputs"));
    const auto warning = folder.publish(id, last.published(), now);
    report.issue = id;
    report.outcome = FeedOutcome::published;
    if (warning) report.warnings.push_back(*warning);
    report.after_failed = warning.has_value();
  }
  // Readers have the issue: from here on nothing may fail the run. Also when nothing changed, the rest is done: the
  // last run may have been killed before it came here. What was in the way of an earlier run is still in the way.
  report.after_failed = report.after_failed || !recovery.stuck.empty();
  run_after(config, run, report);
  if (run.tell) run.tell(report);
  report.left = folder.prune(config.keep);
  report.after_failed = report.after_failed || !report.left.empty();
  return report;
}

}  // namespace dgacast
