// SPDX-License-Identifier: Apache-2.0
#include "blocklists/io/input.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "blocklists/io/system_call.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 16;
constexpr std::size_t kLongestLine = std::size_t{1} << 20;

[[noreturn]] void cannot_read(const std::string& path, int error) {
  throw InputError{{path == "-" ? "standard input" : path, std::string("cannot be read: ") + std::strerror(error),
                    "give a file that exists and that you may read"}};
}

}  // namespace

FileInput::FileInput(std::string path) : path_(std::move(path)), descriptor_(STDIN_FILENO) {
  if (path_ == "-") return;
  descriptor_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) cannot_read(path_, errno);
}

FileInput::~FileInput() {
  if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
}

std::size_t FileInput::read(char* place, std::size_t room) {
  while (true) {
    const ssize_t count = ::read(descriptor_, place, room);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) cannot_read(path_, errno);
  }
}

std::size_t ClosedFileInput::read(char* place, std::size_t room) {
  const int descriptor = uninterrupted([this] { return ::open(path_.c_str(), O_RDONLY | O_CLOEXEC); });
  if (descriptor < 0) cannot_read(path_, errno);
  const ssize_t count = uninterrupted([&] { return ::pread(descriptor, place, room, static_cast<off_t>(offset_)); });
  const int error = errno;
  ::close(descriptor);
  if (count < 0) cannot_read(path_, error);
  offset_ += static_cast<std::uint64_t>(count);
  return static_cast<std::size_t>(count);
}

std::size_t MemoryInput::read(char* place, std::size_t room) {
  const std::size_t count = std::min(room, text_.size());
  if (count == 0) return 0;
  std::memcpy(place, text_.data(), count);
  text_.remove_prefix(count);
  return count;
}

LineReader::LineReader(Input& input, std::string_view name)
    : input_(input), name_(name), room_(kBlock), buffer_(std::make_unique_for_overwrite<char[]>(room_)) {}

bool LineReader::fill() {
  const std::size_t count = input_.read(buffer_.get() + end_, room_ - end_);
  over_ = count == 0;
  end_ += count;
  return !over_;
}

std::string_view LineReader::ahead() {
  constexpr std::size_t kEnough = 64;  // to tell a form by: a pipe may give less at once
  if (end_ - begin_ < kEnough && !over_) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    while (end_ < kEnough && fill()) {
    }
  }
  return {buffer_.get() + begin_, end_ - begin_};
}

std::string LineReader::rest(std::size_t most, std::string_view hint) {
  std::string text(buffer_.get() + begin_, end_ - begin_);
  begin_ = end_ = 0;
  while (!over_ && text.size() <= most) {
    if (fill()) text.append(buffer_.get(), end_);
    end_ = 0;
  }
  if (text.size() > most) {
    throw InputError{{name_, "is longer than " + std::to_string(most >> 20) + " MiB", std::string(hint)}};
  }
  return text;
}

bool LineReader::next(std::string_view& line) {
  std::size_t searched = begin_;
  while (true) {
    const auto* feed = static_cast<const char*>(std::memchr(buffer_.get() + searched, '\n', end_ - searched));
    if (feed != nullptr) {
      line = {buffer_.get() + begin_, static_cast<std::size_t>(feed - buffer_.get()) - begin_};
      begin_ += line.size() + 1;
      break;
    }
    if (over_) {
      if (begin_ == end_) return false;
      line = {buffer_.get() + begin_, end_ - begin_};
      begin_ = end_;
      break;
    }
    searched = end_ - begin_;
    std::memmove(buffer_.get(), buffer_.get() + begin_, searched);
    begin_ = 0;
    end_ = searched;
    if (end_ == kLongestLine) {
      throw InputError{{name_ + ":" + std::to_string(number_ + 1), "this line has more than 1,048,576 bytes",
                        "give a list of names as text"}};
    }
    if (end_ == room_) {
      auto wider = std::make_unique_for_overwrite<char[]>(2 * room_);
      std::memcpy(wider.get(), buffer_.get(), end_);
      buffer_ = std::move(wider);
      room_ *= 2;
    }
    fill();
  }
  ++number_;
  if (line.ends_with('\r')) line.remove_suffix(1);
  return true;
}

}  // namespace dgacast
