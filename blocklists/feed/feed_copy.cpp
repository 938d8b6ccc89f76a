// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/feed_copy.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "blocklists/io/output.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace fs = std::filesystem;
namespace {

/// Brings all that was written below `folder` to the disk: one wait, however many files. 0, or errno.
int sync_all(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  const int error = ::syncfs(descriptor) != 0 ? errno : 0;
  ::close(descriptor);
  return error;
}

}  // namespace

FeedCopy::FeedCopy(std::string path) : path_(std::move(path)) {
  make_folder(path_ + "/issues");
  lock_.emplace(path_ + "/.lock", path_, "feed");
  std::error_code error;
  const auto status = fs::symlink_status(path_ + "/current", error);
  if (fs::exists(status) && !fs::is_symlink(status))
    throw InputError{{path_ + "/current", "is not a link, and so not ours", "move it away, or give another folder"}};
  begin();
  newest_ = newest_edition(path_);
}

void FeedCopy::begin() const {
  clear();
  if (::mkdir(work_folder().c_str(), 0700) != 0) fail(work_folder(), errno);
  // Inside it all files get the rights that the user's umask gives.
  if (::mkdir(staging().c_str(), 0777) != 0) fail(staging(), errno);
}

FeedCopy::~FeedCopy() {
  std::error_code error;  // what remains, the next run clears away
  fs::remove_all(work_folder(), error);
}

void FeedCopy::clear() const {
  std::error_code error;
  fs::remove_all(work_folder(), error);
  if (error) fail(work_folder(), error.value());
}

std::optional<std::string> FeedCopy::current() const {
  std::error_code error;
  const std::string id = fs::read_symlink(path_ + "/current", error).filename().string();
  return error || !has(id) ? std::nullopt : std::optional{id};
}

bool FeedCopy::has(const std::string& id) const {
  std::error_code error;
  return edition_number(id) && fs::symlink_status(path_of(id), error).type() == fs::file_type::directory;
}

void FeedCopy::install(const std::string& id) {
  if (const int error = sync_all(staging())) fail(staging(), error);
  const std::string target = path_of(id);
  std::error_code error;
  if (fs::symlink_status(target, error).type() != fs::file_type::not_found) {
    // A damaged edition changes places with the sound one, so that `current` never leads nowhere.
    if (::renameat2(AT_FDCWD, staging().c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) != 0) {
      // Not every file system can.
      replace(target, work_folder() + "/damaged");
      replace(staging(), target);
    }
  } else {
    replace(staging(), target);
  }
  sync_folder(path_ + "/issues");
}

void FeedCopy::replace(const std::string& from, const std::string& to) const {
  if (std::rename(from.c_str(), to.c_str()) != 0) fail(to, errno);
}

void FeedCopy::switch_to(const KnownEdition& edition) {
  // The floor first: when the run is killed between the two, the next one finds the edition and goes on.
  const std::string floor = work_folder() + "/floor", link = work_folder() + "/link";
  if (!newest_ || newest_->number() <= edition.number()) {
    replace_file(floor, [&edition](Output& to) { to.write(edition.id + " " + edition.sums_sha256 + "\n"); });
    replace(floor, path_ + "/" + std::string(kFloorFile));
    sync_folder(path_);
    newest_ = edition;
  }
  ::unlink(link.c_str());
  if (::symlink(("issues/" + edition.id).c_str(), link.c_str()) != 0) fail(link, errno);
  replace(link, path_ + "/current");
  sync_folder(path_);
}

std::vector<std::string> FeedCopy::prune(std::size_t keep) {
  std::vector<std::string> ids, warnings;
  const auto warn = [&](const std::string& path, const std::error_code& reason) {
    warnings.push_back(path + " is old and cannot be removed: " + reason.message());
  };
  std::error_code error;
  for (fs::directory_iterator at(path_ + "/issues", error), end; !error && at != end; at.increment(error)) {
    const std::string id = at->path().filename().string();
    if (edition_number(id)) ids.push_back(id);
  }
  if (error) warn(path_ + "/issues", error);
  std::ranges::sort(ids);
  const auto now = current();
  for (std::size_t i = 0; i + keep < ids.size(); ++i) {
    if (now && ids[i] == *now) continue;
    // Under another name first: an edition that is half removed must not look like one.
    const std::string old = work_folder() + "/" + ids[i];
    fs::rename(path_of(ids[i]), old, error);
    if (!error) fs::remove_all(old, error);
    if (error) warn(path_of(ids[i]), error);
  }
  return warnings;
}

void FeedCopy::fail(const std::string& path, int error) const {
  throw InputError{
      {path, std::string("cannot be written: ") + std::strerror(error),
       error == ENOSPC || error == EDQUOT ? "make room on the disk" : "give a folder that you may write to"}};
}

}  // namespace dgacast
