// SPDX-License-Identifier: Apache-2.0
#include "blocklists/io/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

#include "blocklists/io/system_call.h"
#include "dga/core/issue.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace fs = std::filesystem;
namespace {

void read_blocks(const std::string& path, const std::function<void(std::string_view)>& take) {
  const auto fail = [&path](int error) {
    throw InputError{{shown_path(path), std::string("cannot be read: ") + std::strerror(error),
                      "give a file that exists and that you may read"}};
  };
  struct Close {
    void operator()(std::FILE* file) const {
      if (file != stdin) std::fclose(file);
    }
  };
  const std::unique_ptr<std::FILE, Close> file{path == "-" ? stdin : std::fopen(path.c_str(), "rb")};
  if (!file) fail(errno);
  char block[65536];
  for (std::size_t count = 0; (count = std::fread(block, 1, sizeof block, file.get())) > 0;) take({block, count});
  if (std::ferror(file.get()) != 0) fail(errno);
}

}  // namespace

std::string shown_path(const std::string& path) { return path == "-" ? "standard input" : path; }

std::string read_file(const std::string& path, std::uint64_t most) {
  std::string text;
  read_blocks(path, [&](std::string_view block) {
    if (text.size() + block.size() > most) {
      throw InputError{
          {shown_path(path), "has more than " + std::to_string(most >> 20) + " MiB", "give the file that is meant"}};
    }
    text.append(block);
  });
  return text;
}

FileDigest digest_of_file(const std::string& path) {
  Sha256 digest;
  FileDigest result;
  read_blocks(path, [&](std::string_view block) {
    digest.update(block);
    result.size += block.size();
  });
  result.sha256 = digest.hex();
  return result;
}

void sync_folder(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const int error = descriptor < 0 || uninterrupted([&] { return ::fsync(descriptor); }) != 0 ? errno : 0;
  if (descriptor >= 0) ::close(descriptor);
  if (error != 0)
    throw InputError{{path, std::string("cannot be synced: ") + std::strerror(error), "give a sound disk"}};
}

std::string path_from(const std::string& folder, const std::string& path) {
  return path == "-" ? path : (fs::path(folder) / path).string();
}

namespace {

[[noreturn]] void cannot_make(const std::string& path, int error) {
  throw InputError{{path, std::string("cannot be made: ") + std::strerror(error),
                    "make room, or give a place that you may write to"}};
}

/// 0 or errno. Not std::filesystem::create_directory(): under an umask of 0 all could write to what it makes.
int make_one_folder(const std::string& path) {
  return uninterrupted([&] { return ::mkdir(path.c_str(), 0755); }) == 0 ? 0 : errno;
}

}  // namespace

void make_folder(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return;
  const std::string above = fs::path(path).parent_path().string();
  if (!above.empty() && above != path) make_folder(above);
  const int failed = make_one_folder(path);
  if (failed != 0 && !fs::is_directory(path, error)) cannot_make(path, failed);
}

std::string make_fresh_folder(const std::string& path) {
  constexpr int kTries = 10;
  std::string fresh = path;
  for (int i = 1;; ++i) {
    remove_tree(fresh);
    const int error = make_one_folder(fresh);
    if (error == 0) return fresh;
    if (error != EEXIST || i == kTries) cannot_make(fresh, error);
    fresh = path + "." + std::to_string(i);
  }
}

int remove_tree(const std::string& path) noexcept {
  std::error_code error;
  for (int tries = 0; tries < 3; ++tries) {
    fs::remove_all(path, error);
    if (error != std::errc::interrupted) break;
  }
  return error.value();
}

}  // namespace dgacast
