// SPDX-License-Identifier: Apache-2.0
#include "blocklists/publish/feed_lists.h"

#include <sys/stat.h>

#include <filesystem>

#include "blocklists/publish/file.h"
#include "blocklists/select/name_list.h"

namespace dgacast {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kList = "list", kConfiguration = "configuration", kFile = "file";

UtcDay day_of_file(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) throw InputError{{path, "cannot be read", "give a list that is there"}};
  return std::chrono::floor<std::chrono::days>(UtcSeconds{std::chrono::seconds{status.st_mtime}});
}

Json common(const FeedList& list) { return {{"name", list.name}, {"kind", list.kind}, {"date", nullptr}}; }

}  // namespace

std::vector<FeedList> feed_lists(const ListsConfig& lists) {
  std::vector<FeedList> result;
  const auto add = [&](const std::vector<std::string>& paths, std::string_view kind) {
    for (const std::string& path : paths) {
      FeedList list{std::filesystem::path(path).filename().string(), kind, day_of_file(path), kFile,
                    digest_of_file(path).sha256};
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
  add(lists.allow, "allow");
  add(lists.registered, "registered");
  add(lists.created, "created");
  return result;
}

Json lists_for_manifest(const std::vector<FeedList>& lists) {
  Json result = Json::array();
  for (const FeedList& list : lists) {
    Json& one = result.emplace_back(common(list));
    if (list.told_by != kFile) one["date"] = format_date(list.day);
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
