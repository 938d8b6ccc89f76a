// SPDX-License-Identifier: Apache-2.0
#include "blocklists/logs/log_bytes.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "dga/core/issue.h"

namespace dgacast {
namespace {

struct Magic {
  std::string_view bytes;
  std::string_view what, hint;
};
using namespace std::string_view_literals;
constexpr std::string_view kTcpdump = "run 'tcpdump -n -tttt -r FILE port 53' and give what it prints";
constexpr std::string_view kUnpack = "unpack it first, or pack it with gzip or zstd";
constexpr Magic kMagics[] = {
    {"\xD4\xC3\xB2\xA1"sv, "a packet capture", kTcpdump},
    {"\xA1\xB2\xC3\xD4"sv, "a packet capture", kTcpdump},
    {"\x4D\x3C\xB2\xA1"sv, "a packet capture", kTcpdump},
    {"\xA1\xB2\x3C\x4D"sv, "a packet capture", kTcpdump},
    {"\x0A\x0D\x0D\x0A"sv, "a packet capture", kTcpdump},
    {"ElfFile\0"sv, "a Windows event log", "export its events as JSON or CSV and give --log-columns"},
    {"LPKSHHRH"sv, "a systemd journal", "run 'journalctl --file FILE -o short-full' and give what it prints"},
    {"SQLite format 3\0"sv, "an SQLite database", "export its queries as CSV with a header"},
    {"PAR1"sv, "a Parquet file", "export it as CSV or JSON lines"},
    {"PK\x03\x04"sv, "a ZIP archive", kUnpack},
    {"\xFD"
     "7zXZ\0"sv,
     "packed with xz", kUnpack},
    {"BZh91AY&SY"sv, "packed with bzip2", kUnpack},
    {"7z\xBC\xAF\x27\x1C"sv, "a 7z archive", kUnpack}};

class Utf16Input final : public Input {
 public:
  Utf16Input(Input& source, std::string_view head, bool big) : source_(source), big_(big) { raw_.assign(head); }

  std::size_t read(char* place, std::size_t room) override {
    while (at_ == text_.size()) {
      text_.clear();
      at_ = 0;
      std::array<char, 1 << 14> block;
      const std::size_t count = source_.read(block.data(), block.size());
      if (count == 0 && raw_.empty()) return 0;
      raw_.append(block.data(), count);
      convert(count == 0);
    }
    const std::size_t count = std::min(room, text_.size() - at_);
    std::memcpy(place, text_.data() + at_, count);
    at_ += count;
    return count;
  }

 private:
  void convert(bool at_end) {
    std::size_t i = 0;
    const auto unit = [this](std::size_t at) {
      const auto first = static_cast<unsigned char>(raw_[at]), second = static_cast<unsigned char>(raw_[at + 1]);
      return static_cast<std::uint32_t>(big_ ? first << 8 | second : second << 8 | first);
    };
    while (i + 1 < raw_.size()) {
      std::uint32_t point = unit(i);
      if (point >= 0xD800 && point < 0xDC00) {
        if (i + 3 >= raw_.size() && !at_end) break;
        const std::uint32_t low = i + 3 < raw_.size() ? unit(i + 2) : 0;
        if (low >= 0xDC00 && low < 0xE000) {
          point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
          i += 2;
        } else {
          point = 0xFFFD;
        }
      } else if (point >= 0xDC00 && point < 0xE000) {
        point = 0xFFFD;
      }
      i += 2;
      put(point);
    }
    raw_.erase(0, i);
    if (at_end && !raw_.empty()) {  // half a unit
      put(0xFFFD);
      raw_.clear();
    }
  }

  void put(std::uint32_t point) {
    const auto byte = [this](std::uint32_t value) { text_ += static_cast<char>(value); };
    if (point < 0x80) return byte(point);
    if (point < 0x800) {
      byte(0xC0 | point >> 6);
    } else {
      if (point < 0x10000) {
        byte(0xE0 | point >> 12);
      } else {
        byte(0xF0 | point >> 18);
        byte(0x80 | (point >> 12 & 0x3F));
      }
      byte(0x80 | (point >> 6 & 0x3F));
    }
    byte(0x80 | (point & 0x3F));
  }

  Input& source_;
  bool big_;
  std::string raw_, text_;
  std::size_t at_ = 0;  // of text_ that was given
};

/// Gives `head` before the rest, one read of the source for one of its own.
class Headed final : public Input {
 public:
  Headed(Input& source, std::string_view head) : source_(source), head_(head) {}
  std::size_t read(char* place, std::size_t room) override {
    if (head_.empty()) return source_.read(place, room);
    const std::size_t count = std::min(room, head_.size());
    std::memcpy(place, head_.data(), count);
    head_.erase(0, count);
    return count;
  }

 private:
  Input& source_;
  std::string head_;
};

}  // namespace

void refuse_binary(std::string_view head, const std::string& name) {
  for (const Magic& magic : kMagics) {
    if (head.starts_with(magic.bytes))
      throw InputError{{name, "is " + std::string(magic.what), std::string(magic.hint)}};
  }
  if (head.find("protobuf:dnstap.Dnstap") != std::string_view::npos)
    throw InputError{{name, "is dnstap's binary frames", "run 'dnstap-read FILE' and give what it prints"}};
}

std::unique_ptr<Input> text_of(Input& source, const std::string& name) {
  std::array<char, 64> room;
  std::size_t count = 0;
  // Twice, for the first read may give no more than what told that the file is not packed. A pipe may give its first
  // line and then nothing for long: that is enough.
  for (int reads = 0; reads < 2 && count < room.size(); ++reads) {
    const std::size_t more = source.read(room.data() + count, room.size() - count);
    if (more == 0) break;
    count += more;
  }
  const std::string_view head{room.data(), count};
  refuse_binary(head, name);
  if (head.starts_with("\xFF\xFE")) return std::make_unique<Utf16Input>(source, head.substr(2), false);
  if (head.starts_with("\xFE\xFF")) return std::make_unique<Utf16Input>(source, head.substr(2), true);
  if (count >= 4) {
    const bool little = head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0;
    const bool big = head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0;
    if (little || big) return std::make_unique<Utf16Input>(source, head, big);
  }
  return std::make_unique<Headed>(source, head);
}

}  // namespace dgacast
