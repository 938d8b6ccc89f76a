// SPDX-License-Identifier: Apache-2.0
#include "blocklists/publish/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

#include "dga/core/issue.h"
#include "dga/random/digest.h"

namespace dgacast {
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
  const int error = descriptor < 0 || ::fsync(descriptor) != 0 ? errno : 0;
  if (descriptor >= 0) ::close(descriptor);
  if (error != 0)
    throw InputError{{path, std::string("cannot be synced: ") + std::strerror(error), "give a sound disk"}};
}

std::string path_from(const std::string& folder, const std::string& path) {
  return path == "-" ? path : (std::filesystem::path(folder) / path).string();
}

unsigned file_mask() {
  // proc(5): "Umask: 0022", since Linux 4.7. There is no call that tells it without setting another.
  unsigned mask = S_IWGRP | S_IWOTH;  // where there is no /proc
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen("/proc/self/status", "re"), std::fclose};
  char line[256];
  while (file && std::fgets(line, sizeof line, file.get()) != nullptr) {
    constexpr std::string_view kKey = "Umask:\t";
    const std::string_view text = line;
    if (!text.starts_with(kKey)) continue;
    std::from_chars(line + kKey.size(), line + text.size(), mask, 8);
    break;
  }
  return mask;
}

void make_folder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error)
    throw InputError{{path, "cannot be made: " + error.message(), "make room, or give a place that you may write to"}};
}

}  // namespace dgacast
