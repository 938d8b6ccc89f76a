// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/feed_lists.h"

#include <sys/stat.h>

#include <filesystem>
#include <map>
#include <utility>

#include "blocklists/io/file.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kList = "list", kConfiguration = "configuration", kFile = "file";

UtcDay day_of_file(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) throw InputError{{path, "cannot be read", "give a list that is there"}};
  return std::chrono::floor<std::chrono::days>(UtcSeconds{std::chrono::seconds{status.st_mtime}});
}

/// What of a list is understood. The names themselves are read when the candidates are known.
ListReport read(const std::string& path, ListKind kind) {
  FileInput input{path};
  ListReport report = read_name_list(input, path, kind, [](const ListedNames&) {});
  // What is said of it goes into a manifest, which is the same wherever the list lies.
  const std::size_t folder = path.size() - std::filesystem::path(path).filename().string().size();
  for (BadEntry& bad : report.shown) bad.where.erase(0, folder);
  return report;
}

Json common(const FeedList& list) { return {{"name", list.name}, {"kind", list.kind}, {"date", nullptr}}; }

}  // namespace

std::vector<FeedList> feed_lists(const ListsConfig& lists) {
  std::vector<FeedList> result;
  const auto add = [&](const std::vector<std::string>& paths, std::string_view kind_word, ListKind kind) {
    for (const std::string& path : paths) {
      FeedList list{std::filesystem::path(path).filename().string(),
                    kind_word,
                    day_of_file(path),
                    kFile,
                    digest_of_file(path).sha256,
                    read(path, kind)};
      FileInput input{path};
      const auto told = list_day(input, path);
      const auto given = lists.days.find(path);
      if (told) {
        list.day = *told;
        list.told_by = kList;
      } else if (given != lists.days.end()) {
        list.day = given->second;
        list.told_by = kConfiguration;
      }
      result.push_back(std::move(list));
    }
  };
  add(lists.allow, "allow", ListKind::allowed);
  add(lists.registered, "registered", ListKind::registered);
  add(lists.created, "created", ListKind::created);
  return result;
}

void tell_lists(const std::vector<FeedList>& lists, bool skip_bad_entries, std::vector<std::string>& notes,
                std::vector<std::string>& warnings) {
  for (const FeedList& list : lists) {
    const std::vector<std::string> more = list_notes(list.report, list.name);
    notes.insert(notes.end(), more.begin(), more.end());
    if (list.report.bad == 0 || !skip_bad_entries) continue;  // a guard tells it otherwise
    std::string text = list.name + ": " + std::to_string(list.report.bad) +
                       (list.report.bad == 1 ? " entry was" : " entries were") + " left out";
    for (const BadEntry& bad : list.report.shown) text.append("; ").append(bad.where).append(": ").append(bad.what);
    warnings.push_back(std::move(text));
  }
}

std::vector<std::string> list_guards(const std::vector<FeedList>& lists, const Json& last, const FeedConfig& config) {
  std::vector<std::string> guards;
  std::map<std::pair<std::string, std::string>, std::vector<std::uint64_t>> before;
  if (last.is_array()) {
    for (const Json& one : last) {
      const Json& entries = member(one, "entries");
      if (entries.is_number_unsigned())
        before[{text_of(member(one, "kind")), text_of(member(one, "name"))}].push_back(number_of(entries));
    }
  }
  std::map<std::pair<std::string, std::string>, std::size_t> met;
  for (const FeedList& list : lists) {
    if (list.report.bad > 0 && !config.lists.skip_bad_entries) {
      const BadEntry& first = list.report.shown.front();
      guards.push_back("the list " + list.name + " has " + std::to_string(list.report.bad) +
                       (list.report.bad == 1 ? " bad entry: " : " bad entries, the first: ") + first.where + ": " +
                       first.what + "; fix it, or leave such entries out with lists.skip_bad_entries");
    }
    // Lists of the same name, from several folders, are told apart by their order.
    const std::pair<std::string, std::string> key{list.kind, list.name};
    const std::size_t number = met[key]++;
    const auto old = before.find(key);
    if (old == before.end() || number >= old->second.size()) continue;
    const std::uint64_t then = old->second[number], now = list.report.names;
    if (now >= then || (then - now) * 100 <= std::uint64_t{config.max_list_shrink_percent} * then) continue;
    guards.push_back("the list " + list.name + " has " + std::to_string(now) + " entries and had " +
                     std::to_string(then) + " (" + std::to_string(((then - now) * 100 + then / 2) / then) +
                     " % fewer), and max_list_shrink_percent is " + std::to_string(config.max_list_shrink_percent));
  }
  return guards;
}

Json lists_for_manifest(const std::vector<FeedList>& lists) {
  Json result = Json::array();
  for (const FeedList& list : lists) {
    Json& one = result.emplace_back(common(list));
    if (list.told_by != kFile) one["date"] = format_date(list.day);
    one["entries"] = list.report.names;
    one["sha256"] = list.sha256;
  }
  return result;
}

Json lists_for_report(const std::vector<FeedList>& lists) {
  Json result = Json::array();
  for (const FeedList& list : lists) {
    Json& one = result.emplace_back(common(list));
    one["date"] = format_date(list.day);
    one["date_told_by"] = list.told_by;
    one["entries"] = list.report.names;
    one["bad_entries"] = list.report.bad;
  }
  return result;
}

PublicSuffixes feed_suffixes(const ListsConfig& lists) {
  if (lists.psl.empty()) return {};
  const auto given = lists.days.find(lists.psl);
  return {lists.psl, given == lists.days.end() ? std::string{} : format_date(given->second)};
}

UtcDay suffixes_day(const PublicSuffixes& suffixes) {
  return suffixes.date().empty() ? day_of_file(suffixes.source()) : parse_date(suffixes.date(), suffixes.source());
}

}  // namespace dgacast
