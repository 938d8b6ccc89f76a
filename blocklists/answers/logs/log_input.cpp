// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/logs/log_input.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "blocklists/answers/logs/log_bytes.h"
#include "blocklists/io/input.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 18;
constexpr auto kPatience = std::chrono::milliseconds{200};

}  // namespace

/// The bytes of the file as they come: waits for more where the file is followed, and ends when a stop is requested.
class LogInput::Source final : public Input {
 public:
  Source(const std::string& path, const LogInputOptions& options, const std::function<void()>& idle)
      : path_(path), options_(options), idle_(idle) {
    descriptor_ = path_ == "-" ? STDIN_FILENO : ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0) fail();
  }
  ~Source() override {
    if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
  }
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  std::size_t read(char* place, std::size_t room) override {
    while (!options_.stop.stop_requested()) {
      pollfd ready{descriptor_, POLLIN, 0};
      // A pipe may stay silent for long, and a stop must be heard meanwhile; a regular file is always ready.
      const int state = ::poll(&ready, 1, static_cast<int>(kPatience.count()));
      if (state == 0 || (state < 0 && errno == EINTR)) continue;
      const ssize_t count = ::read(descriptor_, place, room);
      if (count > 0) {
        if (begun_) return static_cast<std::size_t>(count);
        begun_ = true;
        packed_ = is_packed({place, static_cast<std::size_t>(count)});
        return static_cast<std::size_t>(count);
      }
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) fail();
      if (!options_.follow || packed_ || path_ == "-" || !wait_for_more()) return 0;
    }
    return 0;
  }
  std::string name() const { return path_ == "-" ? "standard input" : path_; }
  /// True once after another file was begun: what comes now does not go on where the last one ended.
  bool take_boundary() noexcept { return std::exchange(boundary_, false); }

 private:
  [[noreturn]] void fail() const {
    throw InputError{{name(), std::string("cannot be read: ") + std::strerror(errno),
                      "give a file that exists and that you may read"}};
  }

  /// True when the file has grown, or begins anew.
  bool wait_for_more() {
    while (!options_.stop.stop_requested()) {
      struct stat here, there;
      if (::fstat(descriptor_, &here) != 0) return false;
      const off_t at = ::lseek(descriptor_, 0, SEEK_CUR);
      if (here.st_size > at) return true;
      if (here.st_size < at) {
        ::lseek(descriptor_, 0, SEEK_SET);
        boundary_ = true;
        return true;
      }
      if (::stat(path_.c_str(), &there) == 0 && (there.st_ino != here.st_ino || there.st_dev != here.st_dev)) {
        // The writer may not have noticed yet, and still end its line in the old file.
        if (!std::exchange(replaced_, true)) {
          std::this_thread::sleep_for(kPatience);
          continue;
        }
        const int next = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
        if (next >= 0) {
          ::close(descriptor_);
          descriptor_ = next;
          boundary_ = true;
          replaced_ = false;
          return true;
        }
      }
      idle_();
      std::this_thread::sleep_for(kPatience);
    }
    return false;
  }

  const std::string& path_;
  const LogInputOptions& options_;
  const std::function<void()>& idle_;
  int descriptor_ = -1;
  bool begun_ = false;
  bool packed_ = false;    // what is packed does not grow
  bool boundary_ = false;  // another file was begun
  bool replaced_ = false;  // the path names another file, and nothing came since
};

std::uint64_t LogInput::read(const std::function<void(std::string_view)>& take, const std::function<void()>& skip,
                             const std::function<void()>& idle) const {
  Source source{path_, options_, idle};
  std::string rest;       // the beginning of a line whose end has not come yet
  bool too_long = false;  // the line that rest began is left out up to its end
  std::uint64_t total = 0;
  const auto end_line = [&](std::string_view line) {
    if (too_long || line.size() > kLongestLine) {
      skip();
    } else {
      take(line);
    }
    rest.clear();
    too_long = false;
  };
  const auto lines = [&](std::string_view text) {
    while (!text.empty()) {
      const auto* const found = static_cast<const char*>(std::memchr(text.data(), '\n', text.size()));
      const std::size_t end = found == nullptr ? text.size() : static_cast<std::size_t>(found - text.data());
      if (found == nullptr || !rest.empty()) rest.append(text.substr(0, end));
      if (rest.size() > kLongestLine) {
        rest.clear();
        too_long = true;
      }
      if (found == nullptr) return;
      end_line(rest.empty() ? text.substr(0, end) : std::string_view{rest});
      text.remove_prefix(end + 1);
    }
  };
  std::vector<char> block(kBlock);
  try {
    const std::unique_ptr<Input> text = open_text(source, source.name(), refuse_binary);
    while (const std::size_t count = text->read(block.data(), block.size())) {
      if (source.take_boundary() && (!rest.empty() || too_long)) end_line(rest);
      total += count;
      lines({block.data(), count});
    }
  } catch (const InputError&) {
    if (!options_.stop.stop_requested()) throw;  // a stop ends packed data early
  }
  if (!rest.empty() || too_long) end_line(rest);
  return total;
}

}  // namespace dgacast
