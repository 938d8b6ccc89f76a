// SPDX-License-Identifier: Apache-2.0
#include "blocklists/io/secret_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace dgacast {
namespace {

constexpr std::size_t kMost = std::size_t{1} << 20;  // of a key with its chain: some thousand octets

[[noreturn]] void fail(const std::string& path, int error) {
  throw InputError{
      {path, std::string("cannot be read: ") + std::strerror(error), "give a file that exists and that you may read"}};
}

/// An open file that closes itself.
class Descriptor {
 public:
  // Not blocked by a named pipe, and no terminal becomes ours.
  explicit Descriptor(const std::string& path)
      : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {
    if (number_ < 0) fail(path, errno);
  }
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const noexcept { return number_; }

 private:
  int number_;
};

bool is_ours(const struct stat& status) { return status.st_uid == ::geteuid() || status.st_uid == 0; }

/// Why somebody else could put another file at `path`.
std::optional<Issue> folder_reach(const std::string& path) {
  std::error_code error;
  const std::filesystem::path file = std::filesystem::canonical(path, error);
  if (error) return std::nullopt;  // an unnamed file
  for (std::filesystem::path folder = file.parent_path();; folder = folder.parent_path()) {
    struct stat status;
    if (::stat(folder.c_str(), &status) == 0 && (status.st_mode & S_ISVTX) == 0) {
      if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return Issue{path, "holds a secret, and others than its owner can write to " + quote(folder.string()),
                     "chmod go-w that folder, or move the file"};
      if (folder == file.parent_path() && !is_ours(status))
        return Issue{path, "holds a secret, and its folder " + quote(folder.string()) + " belongs to somebody else",
                     "move it to a folder of yours"};
    }
    if (folder == folder.parent_path()) return std::nullopt;
  }
}

std::optional<Issue> reach_of(const std::string& path, const struct stat& status) {
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return Issue{path, "holds a secret, and others than its owner can reach it",
                 "chmod 600 it, and make a new secret if it leaked"};
  if (!is_ours(status))
    return Issue{path, "holds a secret, and belongs to user " + std::to_string(status.st_uid),
                 "chown it to the user that runs this"};
  return folder_reach(path);
}

SecretFile read(const std::string& path, bool look) {
  const Descriptor file{path};
  struct stat status;
  if (::fstat(file.number(), &status) != 0) fail(path, errno);
  if (!S_ISREG(status.st_mode)) throw InputError{{path, "is not a regular file", "give a file that holds the secret"}};
  if (status.st_size > static_cast<off_t>(kMost))
    throw InputError{{path, "has " + std::to_string(status.st_size) + " bytes, too many for a secret",
                      "give at most " + std::to_string(kMost)}};
  SecretFile secret{Secret{static_cast<std::size_t>(status.st_size)}, look ? reach_of(path, status) : std::nullopt};
  std::size_t have = 0;
  while (have < secret.text.size()) {
    const ssize_t count = ::read(file.number(), secret.text.room() + have, secret.text.size() - have);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(path, errno);
    if (count == 0) break;  // it became shorter
    have += static_cast<std::size_t>(count);
  }
  secret.text.shrink(have);
  return secret;
}

}  // namespace

SecretFile open_secret(const std::string& path) { return read(path, true); }

Secret read_secret(const std::string& path) {
  SecretFile file = read(path, true);
  if (file.reach) throw InputError{std::move(*file.reach)};
  return std::move(file.text);
}

Secret read_credential(const std::string& path) { return read(path, false).text; }

}  // namespace dgacast
