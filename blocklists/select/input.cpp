// SPDX-License-Identifier: Apache-2.0
#include "blocklists/select/input.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <new>

#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 16;
constexpr std::size_t kLongestLine = std::size_t{1} << 20;
constexpr std::string_view kGzip = "\x1F\x8B", kZstandard = "\x28\xB5\x2F\xFD";

/// The packed side of an unpacker.
class Packed {
 public:
  Packed(Input& source, std::string_view head)
      : source_(source), block_(std::make_unique_for_overwrite<char[]>(kBlock)) {
    std::memcpy(block_.get(), head.data(), head.size());
    size_ = head.size();
  }
  /// What is there; reads on when nothing is. Empty at the end.
  std::string_view data() {
    if (used_ == size_) {
      used_ = 0;
      size_ = source_.read(block_.get(), kBlock);
    }
    return {block_.get() + used_, size_ - used_};
  }
  void use(std::size_t count) noexcept { used_ += count; }

 private:
  Input& source_;
  std::unique_ptr<char[]> block_;
  std::size_t used_ = 0, size_ = 0;
};

[[noreturn]] void broken(const std::string& name, std::string_view form, std::string_view what) {
  throw InputError{{name, "the " + std::string(form) + " data " + std::string(what), "fetch the file anew"}};
}

class Gzip final : public Input {
 public:
  Gzip(Input& source, std::string_view head, std::string name) : packed_(source, head), name_(std::move(name)) {
    if (inflateInit2(&stream_, 15 + 16) != Z_OK) throw std::bad_alloc();
  }
  ~Gzip() override { inflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  std::size_t read(char* place, std::size_t room) override {
    room = std::min<std::size_t>(room, 1u << 30);  // zlib counts in unsigned int
    stream_.next_out = reinterpret_cast<Bytef*>(place);
    stream_.avail_out = static_cast<uInt>(room);
    while (stream_.avail_out == room) {
      const std::string_view data = packed_.data();
      if (data.empty()) {
        if (!between_members_) broken(name_, "gzip", "end too early");
        return 0;
      }
      if (between_members_) {
        // gzip itself lets zeros follow the last member (tapes).
        if (data.front() == '\0') {
          packed_.use(1);
          continue;
        }
        inflateReset(&stream_);
        between_members_ = false;
      }
      stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));  // zlib writes nothing there
      stream_.avail_in = static_cast<uInt>(data.size());
      const int result = inflate(&stream_, Z_NO_FLUSH);
      packed_.use(data.size() - stream_.avail_in);
      if (result == Z_STREAM_END) {
        between_members_ = true;
      } else if (result != Z_OK) {
        broken(name_, "gzip", "are broken");
      }
    }
    return room - stream_.avail_out;
  }

 private:
  Packed packed_;
  std::string name_;
  z_stream stream_{};
  bool between_members_ = false;
};

class Zstandard final : public Input {
 public:
  Zstandard(Input& source, std::string_view head, std::string name)
      : packed_(source, head), name_(std::move(name)), stream_(ZSTD_createDStream(), &ZSTD_freeDStream) {
    if (!stream_) throw std::bad_alloc();
  }
  std::size_t read(char* place, std::size_t room) override {
    ZSTD_outBuffer out{place, room, 0};
    while (out.pos == 0) {
      const std::string_view data = packed_.data();
      if (data.empty() && !more_) {
        if (!between_frames_) broken(name_, "Zstandard", "end too early");
        return 0;
      }
      ZSTD_inBuffer in{data.data(), data.size(), 0};
      const std::size_t result = ZSTD_decompressStream(stream_.get(), &out, &in);
      if (ZSTD_isError(result) != 0) broken(name_, "Zstandard", "are broken");
      packed_.use(in.pos);
      between_frames_ = result == 0;
      more_ = out.pos == out.size;  // the stream may hold more than the room took
    }
    return out.pos;
  }

 private:
  Packed packed_;
  std::string name_;
  std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> stream_;
  bool between_frames_ = true;
  bool more_ = false;
};

class AsItIs final : public Input {
 public:
  AsItIs(Input& source, std::string_view head) : packed_(source, head) {}
  std::size_t read(char* place, std::size_t room) override {
    const std::string_view data = packed_.data();
    const std::size_t count = std::min(room, data.size());
    std::memcpy(place, data.data(), count);
    packed_.use(count);
    return count;
  }

 private:
  Packed packed_;
};

}  // namespace

FileInput::FileInput(std::string path) : path_(std::move(path)), descriptor_(STDIN_FILENO) {
  if (path_ == "-") return;
  descriptor_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) fail(errno);
}

FileInput::~FileInput() {
  if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
}

std::size_t FileInput::read(char* place, std::size_t room) {
  while (true) {
    const ssize_t count = ::read(descriptor_, place, room);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) fail(errno);
  }
}

void FileInput::fail(int error) const {
  throw InputError{{path_ == "-" ? "standard input" : path_, std::string("cannot be read: ") + std::strerror(error),
                    "give a file that exists and that you may read"}};
}

std::size_t MemoryInput::read(char* place, std::size_t room) {
  const std::size_t count = std::min(room, text_.size());
  if (count == 0) return 0;
  std::memcpy(place, text_.data(), count);
  text_.remove_prefix(count);
  return count;
}

bool is_packed(std::string_view head) noexcept { return head.starts_with(kGzip) || head.starts_with(kZstandard); }

std::unique_ptr<Input> unpacked(Input& source, std::string name) {
  std::array<char, 4> magic;
  std::size_t count = 0;
  while (count < magic.size()) {
    const std::size_t more = source.read(magic.data() + count, magic.size() - count);
    if (more == 0) break;
    count += more;
  }
  const std::string_view head{magic.data(), count};
  if (head.starts_with(kGzip)) return std::make_unique<Gzip>(source, head, std::move(name));
  if (head.starts_with(kZstandard)) return std::make_unique<Zstandard>(source, head, std::move(name));
  return std::make_unique<AsItIs>(source, head);
}

LineReader::LineReader(Input& input, std::string_view name)
    : input_(input), name_(name), room_(kBlock), buffer_(std::make_unique_for_overwrite<char[]>(room_)) {}

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
      throw InputError{{name_ + ":" + std::to_string(number_ + 1), "this line has more than 1,048,576 octets",
                        "give a list of names as text"}};
    }
    if (end_ == room_) {
      auto wider = std::make_unique_for_overwrite<char[]>(2 * room_);
      std::memcpy(wider.get(), buffer_.get(), end_);
      buffer_ = std::move(wider);
      room_ *= 2;
    }
    const std::size_t count = input_.read(buffer_.get() + end_, room_ - end_);
    over_ = count == 0;
    end_ += count;
  }
  ++number_;
  if (line.ends_with('\r')) line.remove_suffix(1);
  return true;
}

}  // namespace dgacast
