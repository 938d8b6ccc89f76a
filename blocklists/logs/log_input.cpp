// SPDX-License-Identifier: Apache-2.0
#include "blocklists/logs/log_input.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 18;
constexpr std::size_t kLongestLine = std::size_t{1} << 16;
constexpr auto kPatience = std::chrono::milliseconds{200};

}  // namespace

/// Appends what `packed` holds to `out`.
class LogInput::Unpacker {
 public:
  virtual ~Unpacker() = default;
  /// False when the octets are no such stream.
  virtual bool unpack(std::string_view packed, const std::function<void(std::string_view)>& take) = 0;
  /// False when the stream has not come to its end.
  virtual bool whole() const = 0;
};

class LogInput::Gzip final : public Unpacker {
 public:
  Gzip() : out_(kBlock, '\0') {
    constexpr int kAnyWindow = 15, kGzip = 16;
    if (inflateInit2(&stream_, kAnyWindow + kGzip) != Z_OK) throw std::bad_alloc();
  }
  ~Gzip() override { inflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;
  bool unpack(std::string_view packed, const std::function<void(std::string_view)>& take) override {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));  // zlib's API of old: it only reads
    stream_.avail_in = static_cast<uInt>(packed.size());
    do {
      if (whole_) {  // a further member, as `cat a.gz b.gz` makes them
        if (stream_.avail_in == 0) return true;
        if (inflateReset(&stream_) != Z_OK) return false;
        whole_ = false;
      }
      stream_.next_out = reinterpret_cast<Bytef*>(out_.data());
      stream_.avail_out = static_cast<uInt>(out_.size());
      const int state = inflate(&stream_, Z_NO_FLUSH);
      if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR) return false;
      take(std::string_view{out_}.substr(0, out_.size() - stream_.avail_out));
      whole_ = state == Z_STREAM_END;
    } while (stream_.avail_in > 0 || stream_.avail_out == 0);
    return true;
  }
  bool whole() const override { return whole_; }

 private:
  z_stream stream_{};
  std::string out_;
  bool whole_ = false;
};

class LogInput::Zstd final : public Unpacker {
 public:
  Zstd() : stream_(ZSTD_createDStream()), out_(kBlock, '\0') {
    if (stream_ == nullptr) throw std::bad_alloc();
  }
  ~Zstd() override { ZSTD_freeDStream(stream_); }
  Zstd(const Zstd&) = delete;
  Zstd& operator=(const Zstd&) = delete;
  bool unpack(std::string_view packed, const std::function<void(std::string_view)>& take) override {
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    ZSTD_outBuffer out{out_.data(), out_.size(), 0};
    do {
      out.pos = 0;
      const std::size_t state = ZSTD_decompressStream(stream_, &out, &in);
      if (ZSTD_isError(state) != 0) return false;
      take(std::string_view{out_}.substr(0, out.pos));
      whole_ = state == 0;
    } while (in.pos < in.size || out.pos == out.size);
    return true;
  }
  bool whole() const override { return whole_; }

 private:
  ZSTD_DStream* stream_;
  std::string out_;
  bool whole_ = false;
};

LogInput::LogInput(std::string path, LogInputOptions options)
    : path_(std::move(path)), name_(path_ == "-" ? "standard input" : path_), options_(std::move(options)) {
  descriptor_ = path_ == "-" ? STDIN_FILENO : ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) fail(std::strerror(errno), "give a file that exists and that you may read");
}

LogInput::~LogInput() {
  if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

void LogInput::fail(const std::string& what, std::string mend) const {
  throw InputError{{name_, "cannot be read: " + what, std::move(mend)}};
}

/// Reads the next octets into packed_; 0 at the end.
std::size_t LogInput::fill() {
  packed_.resize(kBlock);
  while (!options_.stop.stop_requested()) {
    pollfd ready{descriptor_, POLLIN, 0};
    // A pipe may stay silent for long, and a stop must be heard meanwhile; a regular file is always ready.
    const int state = ::poll(&ready, 1, static_cast<int>(kPatience.count()));
    if (state == 0 || (state < 0 && errno == EINTR)) continue;
    const ssize_t count = ::read(descriptor_, packed_.data(), packed_.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(std::strerror(errno), "give a file that you may read");
    packed_.resize(static_cast<std::size_t>(count));
    return packed_.size();
  }
  packed_.clear();
  return 0;
}

/// True when the file has grown, or begins anew.
bool LogInput::wait_for_more(const std::function<void()>& idle) {
  while (!options_.stop.stop_requested()) {
    struct stat here, there;
    if (::fstat(descriptor_, &here) != 0) return false;
    const off_t at = ::lseek(descriptor_, 0, SEEK_CUR);
    if (here.st_size > at) return true;
    if (here.st_size < at) {
      ::lseek(descriptor_, 0, SEEK_SET);
      return true;
    }
    if (::stat(path_.c_str(), &there) == 0 && (there.st_ino != here.st_ino || there.st_dev != here.st_dev)) {
      const int next = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
      if (next >= 0) {
        ::close(descriptor_);
        descriptor_ = next;
        return true;
      }
    }
    idle();
    std::this_thread::sleep_for(kPatience);
  }
  return false;
}

void LogInput::read(const std::function<void(std::string_view)>& take, const std::function<void()>& idle) {
  std::string rest;       // the beginning of a line whose end has not come yet
  bool too_long = false;  // the line that rest began is left out up to its end
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
      const std::string_view line = rest.empty() ? text.substr(0, end) : std::string_view{rest};
      if (!too_long && line.size() <= kLongestLine) take(line);
      rest.clear();
      too_long = false;
      text.remove_prefix(end + 1);
    }
  };
  bool first = true;
  while (true) {
    if (fill() == 0) {
      if (options_.follow && !unpacker_ && path_ != "-" && wait_for_more(idle)) continue;
      break;
    }
    if (first) {
      if (packed_.starts_with("\x1F\x8B")) unpacker_ = std::make_unique<Gzip>();
      if (packed_.starts_with("\x28\xB5\x2F\xFD")) unpacker_ = std::make_unique<Zstd>();
      first = false;
    }
    if (!unpacker_) {
      lines(packed_);
    } else if (!unpacker_->unpack(packed_, lines)) {
      fail("its packed octets are damaged", "give a whole gzip or zstd file");
    }
  }
  if (unpacker_ && !unpacker_->whole() && !options_.stop.stop_requested())
    fail("its packed octets end too early", "give a whole gzip or zstd file");
  if (!rest.empty() && !too_long) take(rest);
}

}  // namespace dgacast
