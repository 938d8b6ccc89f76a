// SPDX-License-Identifier: Apache-2.0
#include "blocklists/write/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <utility>

#include "blocklists/io/append_file.h"
#include "blocklists/io/file.h"
#include "blocklists/io/system_call.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSums = "SHA256SUMS", kMark = ".dgacast";
constexpr std::string_view kMarkText =
    "dgacast made this folder and replaces it as a whole: keep nothing else in it.\n";

/// The names and digests of SHA256SUMS.
std::map<std::string, std::string, std::less<>> sums_of(const fs::path& folder) {
  constexpr std::size_t kHexSize = 64;
  std::map<std::string, std::string, std::less<>> sums;
  std::ifstream file{folder / kSums};
  for (std::string line; std::getline(file, line);) {
    if (line.size() > kHexSize + 2) sums.emplace(line.substr(kHexSize + 2), line.substr(0, kHexSize));
  }
  return sums;
}

/// Why `folder` must not be replaced, or "" when it holds nothing but what commit() wrote. Sums alone prove nothing:
/// what others distribute has such a file too, so our own mark must be there, and each file as it was written.
std::string objection(const fs::path& folder, std::error_code& error) {
  std::set<std::string> names;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    names.insert(at->path().filename().string());
  if (error || names.empty()) return {};
  const auto is_file = [&](const std::string& name) {
    std::error_code ignored;  // what cannot be looked at is not a file of ours
    return fs::symlink_status(folder / name, ignored).type() == fs::file_type::regular;
  };
  const std::string mark(kMark);
  const auto sums = sums_of(folder);
  if (!is_file(mark) || !is_file(std::string(kSums)) || read_file((folder / mark).string()) != kMarkText) {
    names.erase(std::string(kSums));
    const auto foreign = std::ranges::find_if(names, [&](const std::string& name) { return !sums.contains(name); });
    const std::string shown = foreign != names.end() ? *foreign : names.empty() ? std::string(kSums) : *names.begin();
    return "holds " + quote(shown) + ", which dgacast did not write";
  }
  for (const std::string& name : names) {
    if (name == kSums) continue;
    const auto sum = sums.find(name);
    if (sum == sums.end() || !is_file(name)) return "holds " + quote(name) + ", which dgacast did not write";
    if (digest_of_file((folder / name).string()).sha256 != sum->second)
      return "holds " + quote(name) + ", which was changed since dgacast wrote it";
  }
  return {};
}

}  // namespace

/// One file of a folder, under the name that others know it by.
class Folder::File final : public Output {
 public:
  File(const Folder& folder, std::string name)
      : name_(std::move(name)), file_(folder.temporary_ + "/" + name_, folder.path_ + "/" + name_) {}

  void write(std::string_view octets) override { file_.write(octets); }
  const std::string& name() const noexcept { return name_; }
  Facts finish() {
    AppendFile::Facts facts = file_.finish();
    return {facts.octets, std::move(facts.sha256)};
  }

 private:
  std::string name_;
  AppendFile file_;
};

Folder::Folder(std::string path, FolderPlace place) : path_(std::move(path)), target_(path_), place_(place) {
  while (target_.size() > 1 && target_.ends_with('/')) target_.pop_back();
  std::error_code error;
  const bool exists = fs::exists(target_, error);
  if (exists) {
    if (!fs::is_directory(target_, error)) {
      throw InputError{{path_, "is a file, and this list is a folder", "give -o the name of a folder"}};
    }
    target_ = fs::canonical(target_, error).string();
    if (error) fail({}, error.value());
  }
  const fs::path parent = fs::path(target_).parent_path();
  if (::access(parent.empty() ? "." : parent.c_str(), W_OK | X_OK) != 0) fail({}, errno);
  beside_ = (parent / std::string(".").append(fs::path(target_).filename().string())).string();
  if (place_ == FolderPlace::open) {
    lock_.emplace(beside_ + ".lock", path_, "folder", LockFile::goes);
    recover();
  }
  std::string why;
  if (fs::exists(target_, error)) why = objection(target_, error);
  if (error) fail({}, error.value());
  if (!why.empty()) throw InputError{{path_, why, "give a new folder, or remove what is in it"}};
  temporary_ = make_fresh_folder(beside_ + ".new");
}

Folder::~Folder() {
  if (!temporary_.empty()) remove_tree(temporary_);
}

/// A run that was killed between the two renames of take_place() left the place empty.
void Folder::recover() const {
  const std::string old = beside_ + ".old";
  struct stat status;
  if (::lstat(old.c_str(), &status) != 0) return;
  if (::lstat(target_.c_str(), &status) != 0) {
    if (uninterrupted([&] { return std::rename(old.c_str(), target_.c_str()); }) != 0) fail({}, errno);
  } else {
    remove_tree(old);
  }
}

Output& Folder::open(std::string_view name) {
  if (open_.contains(name) || closed_.contains(name) || name == kSums ||
      (name == kMark && place_ == FolderPlace::ours)) {
    throw InputError{{path_, "two files would have the name " + quote(name), "write them into folders of their own"}};
  }
  return *open_.emplace(name, std::make_unique<File>(*this, std::string(name))).first->second;
}

void Folder::close(Output& document) {
  auto& file = static_cast<File&>(document);
  const std::string name = file.name();
  closed_.emplace(name, file.finish());
  open_.erase(name);
}

void Folder::close_all() {
  while (!open_.empty()) close(*open_.begin()->second);
}

std::optional<std::string> Folder::commit() {
  if (place_ == FolderPlace::open) {
    Output& mark = open(kMark);
    mark.write(kMarkText);
    close(mark);
  }
  close_all();
  std::string sums;
  for (const auto& [name, facts] : closed_) sums += facts.sha256 + "  " + name + "\n";
  File file{*this, std::string(kSums)};
  file.write(sums);
  const int descriptor = ::open(temporary_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) fail({}, errno);
  // One wait for all files, however many.
  const int synced = uninterrupted([&] { return ::syncfs(descriptor); });
  const int reason = errno;
  ::close(descriptor);
  if (synced != 0) fail({}, reason);
  take_place();
  const std::string old = std::exchange(temporary_, {});
  if (old.empty()) return std::nullopt;
  const int error = remove_tree(old);
  if (error == 0) return std::nullopt;
  return path_ + " is written; " + old + ", the older one, cannot be cleared away: " + std::strerror(error) +
         "; remove it by hand";
}

/// Afterwards temporary_ is where the older folder is, or empty.
void Folder::take_place() {
  const auto rename = [](const std::string& from, const std::string& to) {
    return uninterrupted([&] { return std::rename(from.c_str(), to.c_str()); });
  };
  // An empty or absent target is simply replaced; an older list changes places with the new one and goes.
  if (rename(temporary_, target_) == 0) return temporary_.clear();
  if (errno != ENOTEMPTY && errno != EEXIST) fail({}, errno);
  const auto exchange = [&] {
    return ::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, target_.c_str(), RENAME_EXCHANGE);
  };
  if (uninterrupted(exchange) == 0) return;
  if (errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP) fail({}, errno);
  // NFS and others cannot exchange. Between the two renames readers see nothing, for a moment.
  const std::string old = beside_ + ".old";
  remove_tree(old);
  if (rename(target_, old) != 0) fail({}, errno);
  if (rename(temporary_, target_) != 0) {
    const int error = errno;
    rename(old, target_);
    fail({}, error);
  }
  temporary_ = old;
}

void Folder::fail(std::string_view name, int error) const {
  throw InputError{
      {name.empty() ? path_ : path_ + "/" + std::string(name),
       std::string("cannot be written: ") + std::strerror(error),
       error == ENOSPC || error == EDQUOT ? "make room on the disk" : "give a place that you may write to"}};
}

}  // namespace dgacast
