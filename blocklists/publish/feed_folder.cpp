// SPDX-License-Identifier: Apache-2.0
#include "blocklists/publish/feed_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "blocklists/publish/file.h"
#include "blocklists/publish/verify.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kNumberDigits = 8, kIdSize = kNumberDigits + 11;

}  // namespace

std::optional<std::uint32_t> issue_number(const std::string& id) {
  if (id.size() != kIdSize || id[kNumberDigits] != '-') return std::nullopt;
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + kNumberDigits, number);
  return error == std::errc{} && end == id.data() + kNumberDigits ? std::optional{number} : std::nullopt;
}

std::string issue_id(std::uint32_t number, const std::string& date) {
  std::string digits = std::to_string(number);
  return std::string(kNumberDigits - std::min(kNumberDigits, digits.size()), '0') + digits + "-" + date;
}

FeedFolder::FeedFolder(std::string path) : path_(std::move(path)) {
  std::error_code error;
  fs::create_directories(path_ + "/issues", error);
  if (error) fail(path_, error.value());
  lock_.emplace(path_ + "/.lock", path_, "feed");
  const auto status = fs::symlink_status(path_ + "/current", error);
  if (fs::exists(status) && !fs::is_symlink(status))
    throw InputError{{path_ + "/current", "is no link, and so not ours", "move it away, or give another folder"}};
}

std::string FeedFolder::path_of(const std::string& id) const { return path_ + "/issues/" + id; }

std::optional<std::string> FeedFolder::current() const {
  std::error_code error;
  const fs::path target = fs::read_symlink(path_ + "/current", error);
  const std::string id = target.filename().string();
  if (error || !issue_number(id) || !fs::is_directory(path_of(id), error)) return std::nullopt;
  return id;
}

std::vector<std::string> FeedFolder::issues() const {
  std::vector<std::string> ids;
  std::error_code error;
  for (fs::directory_iterator at(path_ + "/issues", error), end; !error && at != end; at.increment(error)) {
    if (issue_number(at->path().filename().string())) ids.push_back(at->path().filename().string());
  }
  if (error) fail(path_ + "/issues", error.value());
  std::ranges::sort(ids);
  return ids;
}

std::vector<std::string> FeedFolder::recover() {
  std::vector<std::string> done;
  std::error_code error;
  for (const char* name : {"/.building", "/.old", "/.next"}) {
    if (fs::remove_all(path_ + name, error) > 0 && !error)
      done.push_back(std::string(name + 1) + " of a run that was killed is cleared away");
    if (error) fail(path_ + name, error.value());
  }
  std::vector<std::string> ids = issues();
  const auto now = current();
  if (now) {
    // A run was killed after it had named its issue and before readers could see it: this run makes it anew.
    for (const std::string& id : ids) {
      if (*issue_number(id) <= *issue_number(*now)) continue;
      fs::remove_all(path_of(id), error);
      if (error) fail(path_of(id), error.value());
      done.push_back("issue " + id + ", which was never published, is cleared away");
    }
    return done;
  }
  for (; !ids.empty(); ids.pop_back()) {
    if (!issue_faults(path_of(ids.back())).empty()) continue;
    point_at(ids.back());
    done.push_back("there was no current issue; it is " + ids.back() + " again");
    break;
  }
  return done;
}

std::string FeedFolder::start() {
  const std::string folder = path_ + "/.building";
  std::error_code error;
  for (const char* name : {"", "/records", "/deltas"}) {
    fs::create_directory(folder + name, error);
    if (error) fail(folder + name, error.value());
  }
  return folder;
}

void FeedFolder::discard() noexcept {
  std::error_code error;
  fs::remove_all(path_ + "/.building", error);
}

void FeedFolder::publish(const std::string& id) {
  const std::string folder = path_ + "/.building";
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->is_directory(error)) sync_folder(at->path().string());
  }
  if (error) fail(folder, error.value());
  sync_folder(folder);
  if (std::rename(folder.c_str(), path_of(id).c_str()) != 0) fail(path_of(id), errno);
  sync_folder(path_ + "/issues");
  point_at(id);
}

void FeedFolder::point_at(const std::string& id) {
  const std::string next = path_ + "/.next";
  ::unlink(next.c_str());
  if (::symlink(("issues/" + id).c_str(), next.c_str()) != 0) fail(next, errno);
  const std::string link = path_ + "/current";
  if (std::rename(next.c_str(), link.c_str()) != 0) fail(link, errno);
  sync_folder(path_);
}

void FeedFolder::prune(std::size_t keep) {
  std::vector<std::string> ids = issues();
  const auto now = current();
  const std::string old = path_ + "/.old";
  for (std::size_t i = 0; i + keep < ids.size(); ++i) {
    if (now && ids[i] == *now) continue;
    // Under another name first: an issue that is half removed must not look like one.
    std::error_code error;
    fs::rename(path_of(ids[i]), old, error);
    if (!error) fs::remove_all(old, error);
    if (error) fail(path_of(ids[i]), error.value());
  }
}

void FeedFolder::fail(const std::string& path, int error) const {
  throw InputError{
      {path, std::string("cannot be written: ") + std::strerror(error),
       error == ENOSPC || error == EDQUOT ? "make room on the disk" : "give a place that you may write to"}};
}

}  // namespace dgacast
