// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/feed_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "blocklists/io/file.h"
#include "blocklists/io/system_call.h"
#include "blocklists/sign/verify.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kNumberDigits = 8;
constexpr std::string_view kForm = "00000000-0000-00-00";
constexpr std::uint32_t kLastNumber = 99'999'999;

bool is_device_of(const std::string& a, const std::string& b) {
  struct stat one, other;
  return ::stat(a.c_str(), &one) != 0 || ::stat(b.c_str(), &other) != 0 || one.st_dev == other.st_dev;
}

std::string text_of(const std::string& path, int error) {
  return path + " cannot be cleared away: " + std::strerror(error) + "; remove it by hand";
}

}  // namespace

std::optional<std::uint32_t> issue_number(const std::string& id) {
  const bool fits = id.size() == kForm.size() && std::ranges::equal(id, kForm, [](char c, char form) {
                      return form == '0' ? c >= '0' && c <= '9' : c == form;
                    });
  if (!fits) return std::nullopt;
  std::uint32_t number = 0;
  std::from_chars(id.data(), id.data() + kNumberDigits, number);
  return number;
}

std::string issue_id(std::uint32_t number, const std::string& date) {
  if (number > kLastNumber)
    throw InputError{{"issue " + std::to_string(number), "cannot be made: the number of an issue has 8 digits",
                      "give the feed a new folder; secondaries of its zones must then load them anew"}};
  const std::string digits = std::to_string(number);
  return std::string(kNumberDigits - digits.size(), '0') + digits + "-" + date;
}

FeedFolder::FeedFolder(std::string path, bool secret) : path_(std::move(path)) {
  make_folder(path_ + "/issues");
  if (secret) ::chmod((path_ + "/issues").c_str(), S_IRWXU);
  work_ = is_device_of(path_, path_ + "/issues") ? path_ : path_ + "/issues";
  lock_.emplace(path_ + "/.lock", path_, "feed");
  std::error_code error;
  const auto status = fs::symlink_status(path_ + "/current", error);
  if (fs::exists(status) && !fs::is_symlink(status))
    throw InputError{{path_ + "/current", "is not a link, and so not ours", "move it away, or give another folder"}};
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
    const std::string id = at->path().filename().string();
    if (issue_number(id) && at->symlink_status(error).type() == fs::file_type::directory) ids.push_back(id);
  }
  if (error) fail(path_ + "/issues", error.value());
  std::ranges::sort(ids);
  return ids;
}

std::optional<std::string> FeedFolder::unpublished() const {
  std::error_code error;
  const fs::path target = fs::read_symlink(path_ + "/.next", error);
  const std::string id = target.filename().string();
  if (error || target != "issues/" + id || !issue_number(id) || current() == id) return std::nullopt;
  return id;
}

FeedFolder::Recovery FeedFolder::recover() {
  Recovery recovery;
  if (const auto id = unpublished()) {
    std::error_code error;
    const bool named = fs::symlink_status(path_of(*id), error).type() != fs::file_type::not_found;
    const std::size_t before = recovery.stuck.size();
    withdraw(*id, recovery.stuck);
    if (named && recovery.stuck.size() == before)
      recovery.done.push_back("issue " + *id + ", which was never published, is cleared away");
  }
  if (const int error = remove_tree(path_ + "/.next")) recovery.stuck.push_back(text_of(path_ + "/.next", error));
  sweep(recovery);
  floor_ = read_floor(path_ + "/.lock", std::nullopt);
  std::error_code error;
  // Whatever has the name of an issue takes its number.
  for (fs::directory_iterator at(path_ + "/issues", error), end; !error && at != end; at.increment(error)) {
    if (const auto number = issue_number(at->path().filename().string())) floor_.raise(*number);
  }
  if (current()) return recovery;
  const std::vector<std::string> ids = issues();
  const auto sound = std::find_if(ids.rbegin(), ids.rend(), [&](const std::string& id) {
    try {
      return issue_faults(path_of(id)).empty();
    } catch (const InputError&) {  // one that cannot even be read
      return false;
    }
  });
  if (sound == ids.rend()) return recovery;
  // Not by .next, which would say of the issue that it was never published.
  link_to(*sound, path_ + "/.again");
  if (uninterrupted([&] { return std::rename((path_ + "/.again").c_str(), (path_ + "/current").c_str()); }) != 0)
    fail(path_ + "/current", errno);
  recovery.done.push_back("there was no current issue; it is " + *sound + " again");
  return recovery;
}

/// The mark goes last: until then the next run takes the issue back again.
void FeedFolder::withdraw(const std::string& id, std::vector<std::string>& stuck) {
  std::error_code error;
  if (fs::symlink_status(path_of(id), error).type() != fs::file_type::not_found && !remove_aside(path_of(id), stuck))
    return;
  const std::array without{read_floor(path_ + "/.lock", issue_number(id))};
  if (read_floor(path_ + "/.lock", std::nullopt).number != without.front().number)
    write_floor(path_ + "/.lock", without);
  remove_tree(path_ + "/.next");
}

/// Under another name first: an issue that is half removed must not look like one.
bool FeedFolder::remove_aside(const std::string& path, std::vector<std::string>& stuck) const {
  const std::string base = work_ + "/.old." + fs::path(path).filename().string();
  std::string aside = base;
  for (int i = 1; uninterrupted([&] { return std::rename(path.c_str(), aside.c_str()); }) != 0; ++i) {
    if ((errno != ENOTEMPTY && errno != EEXIST && errno != ENOTDIR) || i > 9) {
      stuck.push_back(text_of(path, errno));
      return false;
    }
    aside = base + "." + std::to_string(i);
  }
  if (const int error = remove_tree(aside)) stuck.push_back(text_of(aside, error));
  return true;
}

void FeedFolder::sweep(Recovery& recovery) const {
  std::vector<std::string> left;
  for (const std::string& folder : {path_, path_ + "/issues"}) {
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
      const std::string name = at->path().filename().string();
      if (name == ".again" || name == ".building" || name.starts_with(".building.") || name == ".old" ||
          name.starts_with(".old."))
        left.push_back(folder + "/" + name);
    }
  }
  std::ranges::sort(left);
  for (const std::string& path : left) {
    if (const int error = remove_tree(path))
      recovery.stuck.push_back(text_of(path, error));
    else
      recovery.done.push_back(fs::path(path).filename().string() + " of a run that was killed is cleared away");
  }
}

std::string FeedFolder::start() {
  building_ = make_fresh_folder(work_ + "/.building");
  make_folder(building_ + "/records");
  make_folder(building_ + "/deltas");
  return building_;
}

std::optional<std::string> FeedFolder::publish(const std::string& id, const Published& before, const Published& now) {
  std::error_code error;
  for (fs::recursive_directory_iterator at(building_, error), end; !error && at != end; at.increment(error)) {
    if (at->is_directory(error)) sync_folder(at->path().string());
  }
  if (error) fail(building_, error.value());
  sync_folder(building_);
  named_ = id;
  // Synced before the issue gets its name, so that also after a power cut the mark is there as long as it is needed.
  link_to(id, path_ + "/.next");
  sync_folder(path_);
  if (uninterrupted([&] { return std::rename(building_.c_str(), path_of(id).c_str()); }) != 0) fail(path_of(id), errno);
  sync_folder(path_ + "/issues");
  const std::array lines{before, now};
  write_floor(path_ + "/.lock", std::span{lines}.subspan(before.number == 0 ? 1 : 0));
  const int switched =
      uninterrupted([&] { return std::rename((path_ + "/.next").c_str(), (path_ + "/current").c_str()); });
  // A network file system may tell of a failure after it has done the work.
  const int reason = errno;  // current() has its own
  if (switched != 0 && current() != id) fail(path_ + "/current", reason);
  named_.clear();
  try {
    sync_folder(path_);
  } catch (const InputError& fault) {
    return std::string(fault.what()) + ": after a power cut the issue before may be current again";
  }
  return std::nullopt;
}

void FeedFolder::link_to(const std::string& id, const std::string& link) const {
  remove_tree(link);
  if (uninterrupted([&] { return ::symlink(("issues/" + id).c_str(), link.c_str()); }) != 0) fail(link, errno);
}

void FeedFolder::discard() noexcept {
  try {
    // What cannot be taken back now, the next run takes back by its mark.
    std::vector<std::string> stuck;
    if (!named_.empty()) withdraw(named_, stuck);
    named_.clear();
  } catch (...) {  // NOLINT(bugprone-empty-catch): the fault that led here is the one to tell
  }
  if (!building_.empty()) remove_tree(building_);
  building_.clear();
}

std::vector<std::string> FeedFolder::prune(std::size_t keep) {
  std::vector<std::string> stuck;
  try {
    const std::vector<std::string> ids = issues();
    const auto now = current();
    for (std::size_t i = 0; i + keep < ids.size(); ++i) {
      if (ids[i] != now) remove_aside(path_of(ids[i]), stuck);
    }
  } catch (const InputError& fault) {
    stuck.emplace_back(fault.what());
  }
  return stuck;
}

void FeedFolder::fail(const std::string& path, int error) const {
  throw InputError{
      {path, std::string("cannot be written: ") + std::strerror(error),
       error == ENOSPC || error == EDQUOT ? "make room on the disk" : "give a place that you may write to"}};
}

}  // namespace dgacast
