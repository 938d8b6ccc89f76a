// SPDX-License-Identifier: Apache-2.0
#include "blocklists/publish/feed.h"

#include <algorithm>

#include "blocklists/publish/feed_folder.h"
#include "blocklists/publish/feed_lists.h"
#include "blocklists/publish/feed_plan.h"
#include "blocklists/publish/issue_maker.h"
#include "blocklists/publish/last_issue.h"
#include "blocklists/publish/run_command.h"

namespace dgacast {
namespace {

using Json = nlohmann::ordered_json;
using std::chrono::days;

std::int64_t age_in_days(UtcSeconds now, UtcDay then) { return (std::chrono::floor<days>(now) - then).count(); }

/// Guards that look at no list.
void guard_inputs(const FeedConfig& config, const FeedInputs& inputs, const FeedPlan& plan, const LastIssue& last,
                  const PublicSuffixes& suffixes, const std::vector<FeedList>& lists, const FeedRun& run,
                  FeedReport& report) {
  const Json& old_date = member(last.manifest(), "date");
  if (old_date.is_string() && old_date.get<std::string>() > format_date(run.date))
    report.guards.push_back("the last issue is of " + old_date.get<std::string>() + ", and this one would be of " +
                            format_date(run.date) + ": is the clock right");
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
  return outputs.size() == manifest["outputs"].size() &&
         std::ranges::none_of(manifest["outputs"], [](const Json& one) { return one["changed"].get<bool>(); });
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
  report.warnings = folder.recover();
  tell_lists(lists, report.notes, report.warnings);
  const LastIssue last{folder, report.warnings};
  report.issue = last.current().value_or("");
  guard_inputs(config, inputs, plan, last, suffixes, lists, run, report);

  const std::string id = issue_id(last.next_number(), format_date(run.date));
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
    if (run.force.empty()) return report;
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
    folder.publish(id);
    report.issue = id;
    report.outcome = FeedOutcome::published;
  }
  // Also when nothing changed: the last run may have been killed before it came here.
  folder.prune(config.keep);
  for (const CommandLine& command : config.after) {
    if (const auto failure = run_command(command, run.stop)) {
      report.warnings.push_back("after: " + command.words.front() + " " + *failure);
      report.after_failed = true;
    }
  }
  return report;
}

}  // namespace dgacast
