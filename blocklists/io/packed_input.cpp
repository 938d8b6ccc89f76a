// SPDX-License-Identifier: Apache-2.0
// Gzip and Zstandard by their own libraries, which check the sums that libarchive passes over in gzip.
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <new>

#include "blocklists/io/input_layer.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 16;

/// The packed side of an unpacker.
class Packed {
 public:
  explicit Packed(std::unique_ptr<Input> source)
      : source_(std::move(source)), block_(std::make_unique_for_overwrite<char[]>(kBlock)) {}
  /// What is there; reads on when nothing is. Empty at the end.
  std::string_view data() {
    if (used_ == size_) {
      used_ = 0;
      size_ = source_->read(block_.get(), kBlock);
    }
    return {block_.get() + used_, size_ - used_};
  }
  void use(std::size_t count) noexcept { used_ += count; }

 private:
  std::unique_ptr<Input> source_;
  std::unique_ptr<char[]> block_;
  std::size_t used_ = 0, size_ = 0;
};

[[noreturn]] void broken(const std::string& name, std::string_view form, std::string_view what) {
  throw InputError{{name, "the " + std::string(form) + " data " + std::string(what), "fetch the file anew"}};
}

class Gzip final : public Input {
 public:
  Gzip(std::unique_ptr<Input> source, std::string name) : packed_(std::move(source)), name_(std::move(name)) {
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
  Zstandard(std::unique_ptr<Input> source, std::string name)
      : packed_(std::move(source)), name_(std::move(name)), stream_(ZSTD_createDStream(), &ZSTD_freeDStream) {
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

}  // namespace

std::unique_ptr<Input> gzip_input(std::unique_ptr<Input> source, std::string name) {
  return std::make_unique<Gzip>(std::move(source), std::move(name));
}

std::unique_ptr<Input> zstandard_input(std::unique_ptr<Input> source, std::string name) {
  return std::make_unique<Zstandard>(std::move(source), std::move(name));
}

}  // namespace dgacast
