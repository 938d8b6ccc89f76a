// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/issue_maker.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "blocklists/feed/serial.h"
#include "blocklists/formats/text.h"
#include "blocklists/io/file.h"
#include "blocklists/io/input.h"
#include "blocklists/io/output.h"
#include "blocklists/io/run_command.h"
#include "blocklists/sign/verify.h"
#include "blocklists/write/folder.h"

namespace dgacast {
namespace {

namespace fs = std::filesystem;
constexpr std::uint64_t kFewNames = 100;  // fewer say nothing by their number
using Json = nlohmann::ordered_json;

/// Outputs of the same families share one collection: to enumerate costs more than to write.
bool same_names(const OutputConfig& a, const OutputConfig& b) {
  const auto same = [](const std::vector<PatternAt>& x, const std::vector<PatternAt>& y) {
    return std::ranges::equal(x, y, {}, &PatternAt::pattern, &PatternAt::pattern);
  };
  return same(a.families, b.families) && same(a.exclude, b.exclude) && a.stability == b.stability &&
         a.screen.registrable == b.screen.registrable;
}

/// Hands over each list of two issues with its rows then and now; "" where it has none.
void each_list(const std::map<std::string, std::string>& before, const std::map<std::string, std::string>& after,
               const std::function<void(const std::string& key, std::string_view old, std::string_view now)>& visitor) {
  for (const auto& [key, now] : after) {
    const auto old = before.find(key);
    visitor(key, old == before.end() ? "" : std::string_view{old->second}, now);
  }
  for (const auto& [key, old] : before) {
    if (!after.contains(key)) visitor(key, old, "");
  }
}

}  // namespace

IssueMaker::IssueMaker(const FeedConfig& config, const FeedPlan& plan, const PublicSuffixes& suffixes,
                       const LastIssue& last, const Run& run, std::string folder, MakerReport& report)
    : config_(config),
      plan_(plan),
      suffixes_(suffixes),
      last_(last),
      run_(run),
      folder_(std::move(folder)),
      report_(report) {}

Json IssueMaker::make() const {
  const std::vector<OutputConfig>& outputs = config_.outputs;
  std::vector<Json> made(outputs.size());
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (!made[i].is_null()) continue;
    NameFilter wanted{suffixes_};
    bool all = false;
    for (std::size_t j = i; j < outputs.size(); ++j) {
      if (!same_names(outputs[i], outputs[j])) continue;
      all = all || (outputs[j].tlds.empty() && outputs[j].suffixes.empty());
      for (const std::string& tld : outputs[j].tlds) wanted.add_tld(tld, outputs[j].where);
      for (const std::string& suffix : outputs[j].suffixes) wanted.add_suffix(suffix, outputs[j].where);
    }
    const Plan plan = plan_.part(outputs[i]);
    const Collection names =
        collect(plan, all ? NameFilter{suffixes_} : wanted,
                {.provenance = true, .reduce_by = outputs[i].screen.registrable ? &TldFacts::builtin() : nullptr},
                {.stop = run_.stop, .threads = run_.threads});
    Collisions collisions;
    if (config_.lists.any()) read_lists(names, collisions);
    for (std::size_t j = i; j < outputs.size(); ++j) {
      if (!made[j].is_null() || !same_names(outputs[i], outputs[j])) continue;
      const NameFilter only = filter_of(outputs[j]);
      made[j] = write(outputs[j], names,
                      {.screen = outputs[j].screen.options,
                       .collisions = config_.lists.any() ? &collisions : nullptr,
                       .only = only.passes_all() ? nullptr : &only});
    }
  }
  return Json(made);
}

NameFilter IssueMaker::filter_of(const OutputConfig& output) const {
  NameFilter filter{suffixes_};
  for (const std::string& tld : output.tlds) filter.add_tld(tld, output.where);
  for (const std::string& suffix : output.suffixes) filter.add_suffix(suffix, output.where);
  return filter;
}

void IssueMaker::read_lists(const Collection& names, Collisions& collisions) const {
  expect_all(names, suffixes_, collisions, {.stop = run_.stop});
  const auto read = [&](const std::vector<std::string>& paths, ListKind kind) {
    for (const std::string& path : paths) {
      FileInput input{path};
      // The same list gives the same evidence wherever it lies.
      const std::string name = fs::path(path).filename().string();
      const ListReport told = collisions.read(input, name, path, kind, {.stop = run_.stop});
      // The rest of it was told before, of the list alone; this depends on the candidates.
      ListReport suffixes;
      suffixes.suffixes = told.suffixes;
      suffixes.suffix = told.suffix;
      for (std::string& text : list_notes(suffixes, name)) {
        if (std::ranges::find(report_.notes, text) == report_.notes.end()) report_.notes.push_back(std::move(text));
      }
    }
  };
  read(config_.lists.allow, ListKind::allowed);
  read(config_.lists.registered, ListKind::registered);
  read(config_.lists.created, ListKind::created);
}

Json IssueMaker::write(const OutputConfig& output, const Collection& names, Screening screening) const {
  ListInfo info;
  info.suffixes = &suffixes_;
  info.rpz = output.rpz;
  info.rpz.family_policies = plan_.policies(output);
  info.partner = output.partner;
  info.partner.time = run_.date;

  const Recorder recorder{output.format.facts()};
  const WriteReport written = write_record(output, names, screening, info, recorder);
  const auto old_serial = last_.serial(output.name);
  // What readers have now; less than the newest when somebody switched them back.
  const auto seen_serial = last_.current_serial(output.name);
  const std::uint32_t wanted =
      output.serial == SerialRule::date ? date_serial(run_.date) : static_cast<std::uint32_t>(unix_time(run_.date));
  const std::uint32_t moved = next_serial(old_serial, wanted);
  const auto last_seen = last_records(output);
  const Records before = last_seen.value_or(Records{}), after = records_of(output, folder_ + "/records/");
  DeltaCounts delta;
  each_list(before, after, [&delta](const std::string&, std::string_view old, std::string_view now) {
    delta += compare_records(old, now, [](Move, std::string_view) {});
  });
  const bool same_names = last_seen && !delta.any();

  // With the names unchanged the file may still be another (TTL, origin, a form of a new version): it tells itself.
  const Json& last = last_.output(output.name);
  const bool timed = same_names && old_serial && seen_serial == old_serial && member(last, "time").is_string();
  const std::uint32_t first_try = timed ? *old_serial : moved;
  UtcSeconds time = timed ? parse_instant(text_of(member(last, "time")), "manifest.json") : run_.date;
  std::string sha256 = write_output(output, names, screening, info, first_try, time);
  const bool changed = !same_names || seen_serial != old_serial || sha256 != member(last, "sha256");
  std::uint32_t serial = first_try;
  if (changed && timed) {
    serial = moved;
    time = run_.date;
    sha256 = write_output(output, names, screening, info, serial, time);
  }
  write_deltas(output, before, after, last_seen && seen_serial ? std::to_string(*seen_serial) : "", serial);
  const std::uint64_t collisions = written.screened[static_cast<std::size_t>(Outcome::collision)];
  guard(output, delta, last_seen.has_value(), collisions);
  if (output.validate) validate(output);

  Json json{{"name", output.name},
            {"file", output.file_name()},
            {"format", output.format.facts().id},
            {"serial", serial},
            {"previous_serial", nullptr},
            {"time", format_instant(time)},
            {"changed", changed},
            {"names", delta.after},
            {"added", delta.added},
            {"released", delta.released},
            {"modified", delta.changed},
            {"delta_against_previous", last_seen.has_value()},
            {"sha256", sha256},
            {"families", recorder.families()},
            {"tlds", recorder.tlds()}};
  if (const auto previous = seen_serial ? seen_serial : old_serial) json["previous_serial"] = *previous;
  Json left_out = Json::object();
  const auto count = [&left_out](std::string_view why, std::uint64_t number) {
    if (number > 0) left_out[std::string(why)] = number;
  };
  for (std::size_t i = 0; i < kNameFaults; ++i) count(to_text(static_cast<NameFault>(i)), names.faults()[i]);
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    if (static_cast<Outcome>(i) != Outcome::kept) count(to_text(static_cast<Outcome>(i)), written.screened[i]);
  }
  count("below another listed name", written.below_listed);
  count("too long for the zone", written.drops.too_long_for_zone);
  count("not registrable", written.drops.not_registrable);
  json["left_out"] = std::move(left_out);
  return json;
}

WriteReport IssueMaker::write_record(const OutputConfig& output, const Collection& names, const Screening& screening,
                                     const ListInfo& info, const Recorder& recorder) const {
  const std::string path = folder_ + "/records/" + output.name;
  WriteReport written;
  const auto write_rows = [&](Output* review) {
    Screening with_review = screening;
    with_review.review = review;
    if (output.split != SplitKey::none) {
      Folder folder{path, FolderPlace::ours};
      written = write_split(names, with_review, recorder, info, output.split, folder, {.stop = run_.stop});
      folder.commit();
      return;
    }
    replace_file(path + ".csv", [&](Output& to) {
      written = write_list(names, with_review, recorder, info, to, {.stop = run_.stop});
    });
  };
  const ScreenOptions& screen = output.screen.options;
  if (screen.on_collision != Effect::review || (!config_.lists.any() && screen.least_confidence == 0)) {
    write_rows(nullptr);
    return written;
  }
  make_folder(folder_ + "/review");
  replace_file(folder_ + "/review/" + output.name + ".csv", [&](Output& review) { write_rows(&review); });
  return written;
}

IssueMaker::Records IssueMaker::records_of(const OutputConfig& output, const std::string& path) {
  Records records;
  if (output.split == SplitKey::none) {
    records.emplace("", read_file(path + output.name + ".csv"));
    return records;
  }
  constexpr std::string_view kEnd = ".csv";
  for (const std::string& file : files_below(path + output.name)) {
    if (file.ends_with(kEnd))
      records.emplace(file.substr(0, file.size() - kEnd.size()), read_file(path + output.name + "/" + file));
  }
  return records;
}

std::optional<IssueMaker::Records> IssueMaker::last_records(const OutputConfig& output) const {
  const std::string file = "records/" + output.name + (output.split == SplitKey::none ? ".csv" : "");
  const auto path = last_.path_of(output.name, file);
  if (!path) return std::nullopt;
  return records_of(output, fs::path(*path).parent_path().string() + "/");
}

std::string IssueMaker::write_output(const OutputConfig& output, const Collection& names, const Screening& screening,
                                     ListInfo info, std::uint32_t serial, UtcSeconds time) const {
  info.rpz.serial = serial;
  info.partner.serial = std::to_string(serial);
  info.partner.time = time;
  const std::string path = folder_ + "/" + output.file_name();
  if (output.is_folder()) {
    // MISP keeps what vanishes from a feed: the format must know what stood there.
    info.partner.misp_previous = last_.path_of(output.name, output.file_name()).value_or("");
    Folder folder{path, FolderPlace::ours};
    write_folder(names, screening, output.format, info, output.split, folder, {.stop = run_.stop});
    folder.commit();
    return digest_of_file(path + "/SHA256SUMS").sha256;
  }
  replace_file(path, [&](Output& to) {
    with_compression(output.compression, to, [&](Output& inner) {
      write_one(names, screening, output.format, info, inner, {.stop = run_.stop});
    });
  });
  return digest_of_file(path).sha256;
}

void IssueMaker::write_deltas(const OutputConfig& output, const Records& before, const Records& after,
                              const std::string& from, std::uint32_t to) const {
  const std::string path = folder_ + "/deltas/" + output.name;
  if (output.split != SplitKey::none) make_folder(path);
  each_list(before, after, [&](const std::string& key, std::string_view old, std::string_view now) {
    replace_file(key.empty() ? path + ".csv" : path + "/" + key + ".csv", [&](Output& file) {
      Sink sink{file};
      const std::string_view header = now.empty() ? old : now;
      sink.put("op,from_serial,to_serial,", header.substr(0, header.find('\n')), '\n');
      compare_records(old, now, [&](Move move, std::string_view row) {
        sink.put(to_text(move), ',', from, ',', to, ',', row, '\n');
      });
      sink.flush();
    });
  });
}

void IssueMaker::guard(const OutputConfig& output, const DeltaCounts& delta, bool has_before,
                       std::uint64_t collisions) const {
  const Limits& limits = output.limits;
  const std::string who = "output " + output.name + ": ";
  const auto fire = [&](std::uint64_t count, const std::string& what, const std::string& limit, std::uint64_t at) {
    report_.guards.push_back(who + std::to_string(count) + what + ", and " + limit + " is " + std::to_string(at));
  };
  if (delta.after < limits.min_names) fire(delta.after, " names", "min_names", limits.min_names);
  if (limits.max_names && delta.after > *limits.max_names) fire(delta.after, " names", "max_names", *limits.max_names);
  if (limits.max_collisions && collisions > *limits.max_collisions)
    fire(collisions, " names that are somebody's", "max_collisions", *limits.max_collisions);
  if (!has_before) return;
  const std::uint64_t before = std::max<std::uint64_t>(1, delta.before), moved = delta.added + delta.released;
  const auto churn_limit = usual_churn(output, delta);
  if (churn_limit && moved * 100 > *churn_limit * before)
    fire(delta.added,
         " names added and " + std::to_string(delta.released) + " released of " + std::to_string(delta.before) + " (" +
             std::to_string((moved * 100 + delta.before / 2) / before) + " %)",
         "max_churn_percent", *churn_limit);
  const std::uint64_t factor = limits.max_size_factor;
  if (delta.before >= kFewNames && (delta.after > delta.before * factor || delta.after * factor < delta.before))
    fire(delta.after, " names after " + std::to_string(delta.before) + " in the last issue", "max_size_factor", factor);
}

/// Names come and go as the horizon moves over the periods of their lists: of daily families all in a day when it has
/// one day, and a small part of them when it has many. A list of several days comes when its first day does, and may so
/// double an output. More than that is a wrong clock, catalogue or configuration.
std::optional<std::uint64_t> IssueMaker::usual_churn(const OutputConfig& output, const DeltaCounts& delta) const {
  if (output.limits.max_churn_percent) return *output.limits.max_churn_percent;
  const auto old = last_.date();
  // Chance moves small outputs, and lists of others change as they like.
  if (!old || delta.before < kFewNames || !config_.imports.empty()) return std::nullopt;
  const auto length = [](const Horizon& horizon) { return (horizon.past + horizon.future).count() + 1; };
  auto shortest = length(config_.horizon);
  for (const HorizonOf& own : config_.horizons) shortest = std::min(shortest, length(own.horizon));
  const auto shift = std::abs(std::chrono::floor<std::chrono::days>(run_.date - *old).count());
  return static_cast<std::uint64_t>(100 + 200 * std::min(shift, shortest) / shortest);
}

void IssueMaker::validate(const OutputConfig& output) const {
  CommandLine command = output.validate->command;
  if (output.validate->if_installed && !is_installed(command.words.front())) {
    report_.notes.push_back("output " + output.name + ": not checked, for there is no " + command.words.front());
    return;
  }
  const std::string path = folder_ + "/" + output.file_name();
  for (std::string& word : command.words) {
    constexpr std::string_view kFile = "{file}";
    for (auto at = word.find(kFile); at != std::string::npos; at = word.find(kFile, at + path.size()))
      word.replace(at, kFile.size(), path);
  }
  if (const auto failure = run_command(command, run_.stop))
    report_.guards.push_back("output " + output.name + ": " + command.words.front() + " " + *failure);
}

}  // namespace dgacast
