// SPDX-License-Identifier: Apache-2.0
#include "blocklists/io/compress.h"

#include <zlib.h>
#include <zstd.h>

#include <limits>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "dga/core/issue.h"

namespace dgacast {
namespace {

class Gzip final : public Compressor {
 public:
  explicit Gzip(Output& to) : to_(to) {
    constexpr int kLevel = 6, kGzipWindow = 15 + 16, kMemory = 8;
    // Without deflateSetHeader() zlib writes no name and the time 0.
    if (deflateInit2(&stream_, kLevel, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::bad_alloc{};
  }
  ~Gzip() override { deflateEnd(&stream_); }

  void write(std::string_view octets) override {
    constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
    for (; !octets.empty(); octets.remove_prefix(std::min(octets.size(), kMost)))
      deflate_all(octets.substr(0, kMost), Z_NO_FLUSH);
  }
  void finish() override { deflate_all({}, Z_FINISH); }

 private:
  void deflate_all(std::string_view octets, int flush) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(octets.data()));  // zlib only reads it
    stream_.avail_in = static_cast<uInt>(octets.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(room_.data());
      stream_.avail_out = static_cast<uInt>(room_.size());
      deflate(&stream_, flush);
      const std::size_t count = room_.size() - stream_.avail_out;
      if (count > 0) to_.write({room_.data(), count});
    } while (stream_.avail_out == 0);
  }

  Output& to_;
  z_stream stream_{};
  std::vector<char> room_ = std::vector<char>(std::size_t{1} << 18);
};

class Zstd final : public Compressor {
 public:
  explicit Zstd(Output& to) : to_(to), stream_(ZSTD_createCStream()) {
    if (!stream_) throw std::bad_alloc{};
    ZSTD_CCtx_setParameter(stream_.get(), ZSTD_c_compressionLevel, 3);
    ZSTD_CCtx_setParameter(stream_.get(), ZSTD_c_checksumFlag, 1);
  }

  void write(std::string_view octets) override { compress(octets, ZSTD_e_continue); }
  void finish() override { compress({}, ZSTD_e_end); }

 private:
  struct Free {
    void operator()(ZSTD_CStream* stream) const { ZSTD_freeCStream(stream); }
  };

  void compress(std::string_view octets, ZSTD_EndDirective directive) {
    ZSTD_inBuffer in{octets.data(), octets.size(), 0};
    for (std::size_t left = 1; directive == ZSTD_e_end ? left > 0 : in.pos < in.size;) {
      ZSTD_outBuffer out{room_.data(), room_.size(), 0};
      left = ZSTD_compressStream2(stream_.get(), &out, &in, directive);
      if (ZSTD_isError(left)) throw std::bad_alloc{};  // the parameters are fixed: there is no other reason
      if (out.pos > 0) to_.write({room_.data(), out.pos});
    }
  }

  Output& to_;
  std::unique_ptr<ZSTD_CStream, Free> stream_;
  std::vector<char> room_ = std::vector<char>(ZSTD_CStreamOutSize());
};

}  // namespace

Compression parse_compression(std::string_view text, std::string_view where) {
  if (text == "gzip") return Compression::gzip;
  if (text == "zstd") return Compression::zstd;
  throw InputError{{std::string(where), quote(text) + " is no compression", "give gzip or zstd"}};
}

std::unique_ptr<Compressor> make_compressor(Compression compression, Output& to) {
  switch (compression) {
    case Compression::none:
      break;
    case Compression::gzip:
      return std::make_unique<Gzip>(to);
    case Compression::zstd:
      return std::make_unique<Zstd>(to);
  }
  return nullptr;
}

void with_compression(Compression compression, Output& to, const std::function<void(Output&)>& write) {
  const auto compressor = make_compressor(compression, to);
  if (compressor == nullptr) return write(to);
  write(*compressor);
  compressor->finish();
}

}  // namespace dgacast
