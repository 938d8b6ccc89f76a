// SPDX-License-Identifier: Apache-2.0
#include "blocklists/publish/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>

#include "blocklists/publish/file.h"
#include "dga/core/issue.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSums = "SHA256SUMS";

/// Why `folder` must not be replaced, or "" when it holds nothing but what commit() wrote, or cannot be read (`error`).
std::string objection(const fs::path& folder, std::error_code& error) {
  std::set<std::string> ours;
  std::ifstream sums{folder / kSums};
  for (std::string line; std::getline(sums, line);) {
    if (line.size() > 66) ours.insert(line.substr(66));  // digest, two spaces, name
  }
  if (sums.is_open()) ours.insert(std::string(kSums));
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (!ours.contains(name) || !at->is_regular_file(error))
      return "holds " + quote(name) + ", which dgacast did not write";
  }
  return {};
}

}  // namespace

/// One file of a folder: appended to in large blocks, its digest kept.
class Folder::File final : public Output {
 public:
  File(const Folder& folder, std::string name) : folder_(folder), name_(std::move(name)) {}

  void write(std::string_view octets) override {
    const std::string path = folder_.temporary_ + "/" + name_;
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (descriptor < 0) folder_.fail(name_, errno);
    sha_.update(octets);
    octets_ += octets.size();
    while (!octets.empty()) {
      const ssize_t count = ::write(descriptor, octets.data(), octets.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) {
        const int error = errno;
        ::close(descriptor);
        folder_.fail(name_, error);
      }
      octets.remove_prefix(static_cast<std::size_t>(count));
    }
    if (::close(descriptor) != 0) folder_.fail(name_, errno);
  }
  const std::string& name() const noexcept { return name_; }
  Facts finish() {
    if (octets_ == 0) write({});  // an empty file is a file
    return {octets_, sha_.hex()};
  }

 private:
  const Folder& folder_;
  std::string name_;
  Sha256 sha_;
  std::uint64_t octets_ = 0;
};

Folder::Folder(std::string path) : path_(std::move(path)), target_(path_) {
  while (target_.size() > 1 && target_.ends_with('/')) target_.pop_back();
  std::error_code error;
  if (fs::exists(target_, error)) {
    if (!fs::is_directory(target_, error)) {
      throw InputError{{path_, "is a file, and this list is a folder", "give -o the name of a folder"}};
    }
    target_ = fs::canonical(target_, error).string();
    if (error) fail({}, error.value());
    const std::string why = objection(target_, error);
    if (why.empty() && error) fail({}, error.value());
    if (!why.empty()) throw InputError{{path_, why, "give a new folder, or remove what is in it"}};
  }
  temporary_ = target_ + ".XXXXXX";
  if (::mkdtemp(temporary_.data()) == nullptr) {
    const int reason = errno;
    temporary_.clear();
    fail({}, reason);
  }
  if (::chmod(temporary_.c_str(), 0777 & ~static_cast<mode_t>(file_mask())) != 0) fail({}, errno);
}

Folder::~Folder() {
  if (temporary_.empty()) return;
  std::error_code error;  // nothing more can be done about it here
  fs::remove_all(temporary_, error);
}

Output& Folder::open(std::string_view name) {
  if (open_.contains(name) || closed_.contains(name) || name == kSums) {
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

void Folder::commit() {
  close_all();
  std::string sums;
  for (const auto& [name, facts] : closed_) sums += facts.sha256 + "  " + name + "\n";
  File file{*this, std::string(kSums)};
  file.write(sums);
  const int descriptor = ::open(temporary_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) fail({}, errno);
  const int synced = ::syncfs(descriptor);  // one wait for all files, however many
  const int reason = errno;
  ::close(descriptor);
  if (synced != 0) fail({}, reason);

  // An empty or absent target is simply replaced; an older list changes places with the new one and goes.
  if (std::rename(temporary_.c_str(), target_.c_str()) == 0) {
    temporary_.clear();
    return;
  }
  if (errno != ENOTEMPTY && errno != EEXIST) fail({}, errno);
  if (::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, target_.c_str(), RENAME_EXCHANGE) != 0) fail({}, errno);
  // temporary_ now names the older list, which the destructor removes
}

void Folder::fail(std::string_view name, int error) const {
  throw InputError{
      {name.empty() ? path_ : path_ + "/" + std::string(name),
       std::string("cannot be written: ") + std::strerror(error),
       error == ENOSPC || error == EDQUOT ? "make room on the disk" : "give a place that you may write to"}};
}

}  // namespace dgacast
