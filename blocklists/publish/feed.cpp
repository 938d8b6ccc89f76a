// SPDX-License-Identifier: Apache-2.0
#include "blocklists/publish/feed.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>

#include "blocklists/formats/text.h"
#include "blocklists/publish/feed_folder.h"
#include "blocklists/publish/file.h"
#include "blocklists/publish/list_writer.h"
#include "blocklists/publish/minisign.h"
#include "blocklists/publish/output.h"
#include "blocklists/publish/record.h"
#include "blocklists/publish/run_command.h"
#include "blocklists/publish/serial.h"
#include "blocklists/publish/verify.h"
#include "blocklists/select/seed_pattern.h"

namespace dgacast {
namespace {

using Json = nlohmann::ordered_json;
using std::chrono::days;

constexpr std::chrono::seconds kFixed = days{28};  // a month's list is fixed, a week's is not

void write_file(const std::string& path, const std::function<void(Output&)>& write) {
  AtomicFile file{path};
  write(file);
  file.commit();
}

/// The member of an object, or null.
const Json& member(const Json& object, const char* key) {
  static const Json kNull;
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found == object.end() ? kNull : *found;
}

/// What the last issues say. A damaged issue still gives what of it can be read: a serial must not go back.
class LastIssue {
 public:
  LastIssue(const FeedFolder& folder, FeedReport& report) : current_(folder.current()) {
    for (const std::string& id : folder.issues()) {
      number_ = std::max(number_, *issue_number(id));
      remember_serials(folder.path_of(id));
    }
    if (!current_) return;
    path_ = folder.path_of(*current_);
    const auto faults = issue_faults(path_);
    sound_ = faults.empty();
    for (const std::string& fault : faults) report.warnings.push_back("issue " + *current_ + " is damaged: " + fault);
    if (!sound_) report.warnings.push_back("no delta is made against it; its serials are kept");
    manifest_ = manifest_of(path_);
  }

  const std::optional<std::string>& current() const noexcept { return current_; }
  bool sound() const noexcept { return sound_; }
  std::uint32_t next_number() const noexcept { return number_ + 1; }
  const Json& manifest() const noexcept { return manifest_; }
  const std::string& path() const noexcept { return path_; }
  const Json& output(const std::string& name) const {
    for (const Json& one : member(manifest_, "outputs")) {
      if (member(one, "name") == name) return one;
    }
    return member(manifest_, "");
  }
  std::optional<std::uint32_t> serial(const std::string& name) const {
    const auto found = serials_.find(name);
    return found == serials_.end() ? std::nullopt : std::optional{found->second};
  }
  /// The record of an output in the last sound issue.
  std::optional<std::string> record(const std::string& name) const {
    const std::string path = path_ + "/records/" + name + ".csv";
    if (!sound_ || output(name).is_null() || !std::filesystem::exists(path)) return std::nullopt;
    return read_file(path);
  }

 private:
  static Json manifest_of(const std::string& folder) {
    const std::string path = folder + "/" + std::string(kManifestFile);
    return std::filesystem::exists(path) ? Json::parse(read_file(path), nullptr, false) : Json();
  }

  void remember(const std::string& name, std::uint32_t serial) {
    const auto [found, fresh] = serials_.emplace(name, serial);
    if (!fresh && newer_serial(serial, found->second)) found->second = serial;
  }

  void remember_serials(const std::string& folder) {
    const Json manifest = manifest_of(folder);
    bool told = false;
    for (const Json& one : member(manifest, "outputs")) {
      if (!member(one, "name").is_string() || !member(one, "serial").is_number_unsigned()) continue;
      remember(one["name"].get<std::string>(), one["serial"].get<std::uint32_t>());
      told = true;
    }
    if (told) return;
    // The manifest is lost: the zones themselves tell.
    constexpr std::string_view kSoa = "@ SOA localhost. hostmaster.localhost. ";
    for (const std::string& file : files_below(folder)) {
      for (const Format* format : formats()) {
        if (!format->facts().zone || !file.ends_with(format->facts().extension)) continue;
        const std::string text = read_file(folder + "/" + file);
        const auto soa = text.find(kSoa);
        std::uint32_t serial = 0;
        if (soa != std::string::npos &&
            std::from_chars(text.data() + soa + kSoa.size(), text.data() + text.size(), serial).ec == std::errc{})
          remember(file.substr(0, file.size() - format->facts().extension.size()), serial);
      }
    }
  }

  std::optional<std::string> current_;
  std::string path_;
  std::uint32_t number_ = 0;
  bool sound_ = false;
  Json manifest_;
  std::map<std::string, std::uint32_t> serials_;  // the newest that any issue on the disk has
};

bool fits_any(const std::vector<PatternAt>& patterns, const CatalogueEntry& entry, std::string_view seed_id) {
  return std::ranges::any_of(patterns, [&](const PatternAt& one) { return fits_seed(one.pattern, entry, seed_id); });
}

/// Which seeds and imports a feed takes, and with which horizon.
class FeedPlan {
 public:
  FeedPlan(const FeedConfig& config, const FeedInputs& inputs, UtcSeconds date, FeedReport& report) : config_(config) {
    std::set<const Seed*> chosen;
    std::set<std::string> left_out;
    for (const PatternAt& one : config.families) {
      SeedChoice choice = choose_seeds(inputs.catalogue, one.pattern, one.where);
      for (const ChosenSeed& seed : choice.seeds) {
        if (!fits_any(config.exclude, *seed.entry, seed.seed->id())) chosen.insert(seed.seed);
      }
      left_out.insert(choice.left_out.begin(), choice.left_out.end());
    }
    report.notes.insert(report.notes.end(), left_out.begin(), left_out.end());
    for (const CatalogueEntry& entry : inputs.catalogue.entries()) {
      for (const Seed& seed : entry.seeds) {
        if (!chosen.contains(&seed)) continue;
        families_.insert(entry.id);
        plan_.add(entry, seed, around(date, horizon_of(entry, seed)));
      }
    }
    inputs.imports.add_to(plan_, around(date, config.horizon));
    check_patterns(inputs.catalogue);
  }

  const std::set<std::string>& families() const noexcept { return families_; }

  /// The part that an output takes.
  Plan part(const OutputConfig& output) const {
    Plan plan;
    for (const PlannedSeed& planned : plan_.seeds()) {
      const std::string& seed = planned.seed.id();
      if (!fits_any(output.families, *planned.entry, seed) || fits_any(output.exclude, *planned.entry, seed)) continue;
      std::vector<PlannedList> lists;
      for (const PlannedList& list : planned.lists) {
        const bool fixed = list.period.end - list.period.begin >= kFixed;
        if (output.stability == Stability::all || fixed == (output.stability == Stability::fixed))
          lists.push_back(list);
      }
      if (!lists.empty()) plan.add(*planned.entry, planned.seed, std::move(lists));
    }
    return plan;
  }

  /// The policies of families, the deciding one first.
  std::vector<FamilyPolicy> policies(const OutputConfig& output) const {
    std::vector<FamilyPolicy> result;
    for (auto action = output.actions.rbegin(); action != output.actions.rend(); ++action) {
      FamilyPolicy policy{{}, action->policy};
      for (const PlannedSeed& planned : plan_.seeds()) {
        if (fits_family(action->pattern, *planned.entry)) policy.families.push_back(planned.entry->id);
      }
      result.push_back(std::move(policy));
    }
    return result;
  }

  static Period around(UtcSeconds date, const Horizon& horizon) {
    return {date - horizon.past, date + horizon.future + days{1}};
  }

 private:
  Horizon horizon_of(const CatalogueEntry& entry, const Seed& seed) const {
    Horizon horizon = config_.horizon;
    for (const HorizonOf& own : config_.horizons) {
      if (fits_seed(own.pattern, entry, seed.id())) horizon = own.horizon;
    }
    return horizon;
  }

  static void require(bool fits, const std::string& pattern, const std::string& where) {
    if (!fits)
      throw InputError{{where, quote(pattern) + " fits no family or seed of this feed",
                        "mend the pattern, or take it out: it would do nothing"}};
  }
  bool in_plan(const std::string& pattern) const {
    return std::ranges::any_of(plan_.seeds(), [&](const PlannedSeed& planned) {
      return fits_seed(pattern, *planned.entry, planned.seed.id());
    });
  }
  /// A misspelt pattern must not pass for one that found nothing.
  void check_patterns(const Catalogue& catalogue) const {
    for (const PatternAt& one : config_.exclude) {
      const bool known = std::ranges::any_of(catalogue.entries(), [&](const CatalogueEntry& entry) {
        return fits_family(one.pattern, entry) &&
               (one.pattern.find('/') == std::string::npos || std::ranges::any_of(entry.seeds, [&](const Seed& seed) {
                  return fits_seed(one.pattern, entry, seed.id());
                }));
      });
      require(known, one.pattern, one.where);
    }
    for (const HorizonOf& own : config_.horizons) require(in_plan(own.pattern), own.pattern, own.where);
    for (const OutputConfig& output : config_.outputs) {
      for (const PatternAt& one : output.families) require(in_plan(one.pattern), one.pattern, one.where);
      for (const PatternAt& one : output.exclude) require(in_plan(one.pattern), one.pattern, one.where);
      for (const ActionOf& one : output.actions) require(in_plan(one.pattern), one.pattern, one.where);
    }
  }

  const FeedConfig& config_;
  Plan plan_;
  std::set<std::string> families_;  // built in or added, not imported
};

/// Outputs with the same selection share one collection.
bool same_selection(const OutputConfig& a, const OutputConfig& b) {
  const auto same = [](const std::vector<PatternAt>& x, const std::vector<PatternAt>& y) {
    return std::ranges::equal(x, y, {}, &PatternAt::pattern, &PatternAt::pattern);
  };
  return same(a.families, b.families) && same(a.exclude, b.exclude) && a.stability == b.stability && a.tlds == b.tlds &&
         a.suffixes == b.suffixes;
}

/// Makes the files of an issue in a folder.
class IssueMaker {
 public:
  IssueMaker(const FeedPlan& plan, const LastIssue& last, const FeedRun& run, std::string folder, FeedReport& report)
      : plan_(plan), last_(last), run_(run), folder_(std::move(folder)), report_(report) {}

  /// The outputs' part of the manifest.
  Json make(const std::vector<OutputConfig>& outputs) {
    std::vector<Json> made(outputs.size());
    std::vector<bool> done(outputs.size());
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      if (done[i]) continue;
      const Plan plan = plan_.part(outputs[i]);
      NameFilter filter{suffixes_};
      for (const std::string& tld : outputs[i].tlds) filter.add_tld(tld, outputs[i].where);
      for (const std::string& suffix : outputs[i].suffixes) filter.add_suffix(suffix, outputs[i].where);
      const Collection names = collect(plan, filter, {.provenance = true, .threads = run_.threads, .stop = run_.stop});
      for (std::size_t j = i; j < outputs.size(); ++j) {
        if (done[j] || !same_selection(outputs[i], outputs[j])) continue;
        made[j] = write(outputs[j], names);
        done[j] = true;
      }
    }
    return Json(made);
  }

 private:
  Json write(const OutputConfig& output, const Collection& names) {
    ListInfo info;
    info.suffixes = &suffixes_;
    info.rpz = output.rpz;
    info.rpz.family_policies = plan_.policies(output);

    const std::string record_path = folder_ + "/records/" + output.name + ".csv";
    const Recorder recorder{*output.format};
    WriteReport written;
    write_file(record_path,
               [&](Output& to) { written = write_list(names, Screening{}, recorder, info, to, run_.stop); });

    const auto old_serial = last_.serial(output.name);
    const std::uint32_t wanted =
        output.serial == SerialRule::date ? date_serial(run_.date) : static_cast<std::uint32_t>(unix_time(run_.date));
    const std::uint32_t moved = next_serial(old_serial, wanted);
    const auto before = last_.record(output.name);
    const std::string after = read_file(record_path);
    DeltaCounts delta = compare_records(before.value_or(""), after, [](Move, std::string_view) {});
    const bool same_names = before && delta.added + delta.released + delta.changed == 0;

    // With the names unchanged the file may still be another (TTL, origin, a form of a new version): it tells itself.
    const std::string path = folder_ + "/" + output.file_name();
    const std::uint32_t first_try = same_names && old_serial ? *old_serial : moved;
    std::string sha256 = write_output(output, names, info, first_try, path);
    const Json& last = last_.output(output.name);
    const bool changed = !same_names || sha256 != member(last, "sha256");
    std::uint32_t serial = first_try;
    if (changed && first_try != moved) {
      serial = moved;
      sha256 = write_output(output, names, info, serial, path);
    }
    write_delta(output, before, after, old_serial, serial);
    guard(output, delta, before.has_value());
    if (output.validate) validate(output, path);

    Json json{{"name", output.name},
              {"file", output.file_name()},
              {"format", output.format->facts().id},
              {"serial", serial},
              {"previous_serial", nullptr},
              {"changed", changed},
              {"names", delta.after},
              {"added", delta.added},
              {"released", delta.released},
              {"modified", delta.changed},
              {"delta_against_previous", before.has_value()},
              {"sha256", sha256},
              {"families", recorder.families()},
              {"tlds", recorder.tlds()}};
    if (old_serial) json["previous_serial"] = *old_serial;
    Json left_out = Json::object();
    const auto count = [&left_out](const std::string& why, std::uint64_t number) {
      if (number > 0) left_out[why] = number;
    };
    for (std::size_t i = 0; i < kNameFaults; ++i)
      count(std::string(to_text(static_cast<NameFault>(i))), names.faults()[i]);
    count("a public suffix", written.screened[static_cast<std::size_t>(Outcome::suffix)]);
    count("below another listed name", written.below_listed);
    count("too long for the zone", written.drops.too_long_for_zone);
    count("not registrable", written.drops.not_registrable);
    json["left_out"] = std::move(left_out);
    return json;
  }

  std::string write_output(const OutputConfig& output, const Collection& names, ListInfo info, std::uint32_t serial,
                           const std::string& path) const {
    info.rpz.serial = serial;
    info.partner.serial = std::to_string(serial);
    info.partner.time = run_.date;
    write_file(path, [&](Output& to) {
      with_compression(output.compression, to,
                       [&](Output& inner) { write_list(names, Screening{}, *output.format, info, inner, run_.stop); });
    });
    return digest_of_file(path).sha256;
  }

  void write_delta(const OutputConfig& output, const std::optional<std::string>& before, const std::string& after,
                   std::optional<std::uint32_t> from, std::uint32_t to) const {
    write_file(folder_ + "/deltas/" + output.name + ".csv", [&](Output& file) {
      Sink sink{file};
      const std::string from_text = before && from ? std::to_string(*from) : "";
      sink.put("op,from_serial,to_serial,", std::string_view{after}.substr(0, after.find('\n')), '\n');
      compare_records(before.value_or(""), after, [&](Move move, std::string_view row) {
        sink.put(to_text(move), ',', from_text, ',', to, ',', row, '\n');
      });
      sink.flush();
    });
  }

  void guard(const OutputConfig& output, const DeltaCounts& delta, bool has_before) {
    const Limits& limits = output.limits;
    const std::string who = "output " + output.name + ": ";
    if (delta.after < limits.min_names)
      report_.guards.push_back(who + std::to_string(delta.after) + " names, and min_names is " +
                               std::to_string(limits.min_names));
    if (limits.max_names && delta.after > *limits.max_names)
      report_.guards.push_back(who + std::to_string(delta.after) + " names, and max_names is " +
                               std::to_string(*limits.max_names));
    if (!has_before || !limits.max_churn_percent) return;
    const std::uint64_t moved = delta.added + delta.released;
    const std::uint64_t percent = (moved * 100 + delta.before / 2) / std::max<std::uint64_t>(1, delta.before);
    if (moved * 100 > *limits.max_churn_percent * std::max<std::uint64_t>(1, delta.before))
      report_.guards.push_back(who + std::to_string(delta.added) + " names added and " +
                               std::to_string(delta.released) + " released of " + std::to_string(delta.before) + " (" +
                               std::to_string(percent) + " %), and max_churn_percent is " +
                               std::to_string(*limits.max_churn_percent));
  }

  void validate(const OutputConfig& output, const std::string& path) {
    CommandLine command = *output.validate;
    for (std::string& word : command.words) {
      constexpr std::string_view kFile = "{file}";
      for (auto at = word.find(kFile); at != std::string::npos; at = word.find(kFile, at + path.size()))
        word.replace(at, kFile.size(), path);
    }
    if (const auto failure = run_command(command, run_.stop))
      report_.guards.push_back("output " + output.name + ": " + command.words.front() + " " + *failure);
  }

  const FeedPlan& plan_;
  const LastIssue& last_;
  const FeedRun& run_;
  std::string folder_;
  FeedReport& report_;
  PublicSuffixes suffixes_;
};

/// Guards that look at no list.
void guard_inputs(const FeedConfig& config, const FeedInputs& inputs, const FeedPlan& plan, const LastIssue& last,
                  const FeedRun& run, FeedReport& report) {
  const Json& old_date = member(last.manifest(), "date");
  if (old_date.is_string() && old_date.get<std::string>() > format_date(run.date))
    report.guards.push_back("the last issue is of " + old_date.get<std::string>() + ", and this one would be of " +
                            format_date(run.date) + ": is the clock right");
  if (config.max_suffix_list_days) {
    const PublicSuffixes suffixes;
    const std::int64_t age = (run.date - parse_date(suffixes.date(), suffixes.source())).count() / 86'400;
    if (age > static_cast<std::int64_t>(*config.max_suffix_list_days))
      report.guards.push_back("the Public Suffix List is " + std::to_string(age) +
                              " days old, and max_suffix_list_days is " + std::to_string(*config.max_suffix_list_days));
  }
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

/// Writes the manifest, the sums and the signature over the files that lie in `folder`.
void seal(const std::string& folder, Json& manifest, const FeedInputs& inputs) {
  std::string sums;
  const auto sum = [&sums](const std::string& sha256, std::string_view path) {
    sums.append(sha256).append("  ").append(path).append("\n");
  };
  for (const std::string& path : files_below(folder)) {
    const FileDigest digest = digest_of_file(folder + "/" + path);
    manifest["files"].push_back({{"path", path}, {"size", digest.size}, {"sha256", digest.sha256}});
    sum(digest.sha256, path);
  }
  const auto put = [&folder](std::string_view name, const std::string& text) {
    write_file(folder + "/" + std::string(name), [&text](Output& to) { to.write(text); });
  };
  put(kManifestFile, manifest.dump(1, ' ', true) + "\n");
  sum(digest_of_file(folder + "/" + std::string(kManifestFile)).sha256, kManifestFile);
  put(kSumsFile, sums);
  if (inputs.key.empty()) return;
  const MinisignSecretKey key{inputs.key, "sign.minisign"};
  put(kSignatureFile,
      key.sign(sums, "feed " + manifest["feed"].get<std::string>() + " issue " + manifest["issue"].get<std::string>()));
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
  const FeedPlan plan{config, inputs, run.date, report};
  if (!inputs.key.empty()) MinisignSecretKey{inputs.key, "sign.minisign"};  // a bad key is told before minutes of work
  FeedFolder folder{inputs.folder};
  report.warnings = folder.recover();
  const LastIssue last{folder, report};
  report.issue = last.current().value_or("");
  guard_inputs(config, inputs, plan, last, run, report);

  const std::string id = issue_id(last.next_number(), format_date(run.date));
  const std::string building = folder.start();
  const Discard when_done{folder};
  Json outputs = IssueMaker{plan, last, run, building, report}.make(config.outputs);

  const Period horizon = FeedPlan::around(run.date, config.horizon);
  report.manifest = Json{{"feed", config.name},
                         {"issue", id},
                         {"date", format_date(run.date)},
                         {"program", inputs.program},
                         {"catalogue", inputs.catalogue.digest()},
                         {"configuration", config.digest},
                         {"horizon", {{"from", format_instant(horizon.begin)}, {"until", format_instant(horizon.end)}}},
                         {"previous", nullptr},
                         {"forced", nullptr},
                         {"outputs", std::move(outputs)},
                         {"files", Json::array()}};
  if (last.current()) report.manifest["previous"] = *last.current();
  if (!report.guards.empty()) {
    if (run.force.empty()) return report;
    report.manifest["forced"] = {{"reason", run.force}, {"guards", report.guards}};
  }
  const bool again = is_again(last, report.manifest);
  if (!again) seal(building, report.manifest, inputs);
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
