// SPDX-License-Identifier: Apache-2.0
// What an input is, by its first octets, and the layers that make text of it.
#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "blocklists/io/input_layer.h"
#include "dga/core/ascii.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kHead = 512;  // a header of tar
constexpr unsigned kMostLayers = 4;
constexpr std::uint64_t kFreeSize = std::uint64_t{1} << 30, kMostRatio = 1000;

/// An input whose beginning is known before it is read.
class Peeked final : public Input {
 public:
  explicit Peeked(std::unique_ptr<Input> source) : source_(std::move(source)) {
    // A program may wait for what a log says now: no more is read than one line, which says that this is text.
    while (size_ < kHead && std::memchr(head_.data(), '\n', size_) == nullptr) {
      const std::size_t count = source_->read(head_.data() + size_, kHead - size_);
      if (count == 0) break;
      size_ += count;
    }
  }
  std::string_view head() const noexcept { return {head_.data(), size_}; }
  void skip(std::size_t count) noexcept { used_ = std::min(count, size_); }

  std::size_t read(char* place, std::size_t room) override {
    if (used_ == size_) return source_->read(place, room);
    const std::size_t count = std::min(room, size_ - used_);
    std::memcpy(place, head_.data() + used_, count);
    used_ += count;
    return count;
  }

 private:
  std::unique_ptr<Input> source_;
  std::array<char, kHead> head_;
  std::size_t size_ = 0, used_ = 0;
};

/// An input that outlives the layers.
class Lent final : public Input {
 public:
  explicit Lent(Input& source) : source_(source) {}
  std::size_t read(char* place, std::size_t room) override {
    const std::size_t count = source_.read(place, room);
    size += count;
    return count;
  }

  std::uint64_t size = 0;  ///< octets that were read

 private:
  Input& source_;
};

/// Ends what a small file would never end to unpack: layers of packed zeros, or of empty lines.
class Bounded final : public Input {
 public:
  Bounded(std::unique_ptr<Input> text, const Lent& file, std::string name)
      : text_(std::move(text)), file_(file), name_(std::move(name)) {}
  std::size_t read(char* place, std::size_t room) override {
    const std::size_t count = text_->read(place, room);
    size_ += count;
    if (size_ > kFreeSize && size_ / kMostRatio > file_.size) {
      throw InputError{{name_, "unpacks to more than 1,000 times its size", "give the text itself, if it is a list"}};
    }
    return count;
  }

 private:
  std::unique_ptr<Input> text_;
  const Lent& file_;  // the lowest layer of text_
  std::string name_;
  std::uint64_t size_ = 0;
};

/// POSIX.1-1988 (ustar), which GNU and pax follow.
bool is_tar(std::string_view head) noexcept { return head.size() > 262 && head.substr(257, 5) == "ustar"; }

struct Packing {
  std::string_view magic;
  std::optional<ArchiveForm> form;  // nothing: gzip or Zstandard
};
constexpr std::array<Packing, 5> kPackings{{{"\x1F\x8B"sv, std::nullopt},
                                            {"\x28\xB5\x2F\xFD"sv, std::nullopt},
                                            {"\xFD"
                                             "7zXZ\0"sv,
                                             ArchiveForm::xz},
                                            {"BZh"sv, ArchiveForm::bzip2},
                                            {"PK\x03\x04"sv, ArchiveForm::zip}}};

const Packing* packing_of(std::string_view head) noexcept {
  static constexpr Packing kTar{{}, ArchiveForm::tar};
  if (is_tar(head)) return &kTar;
  const auto found = std::ranges::find_if(kPackings, [&](const Packing& one) { return head.starts_with(one.magic); });
  if (found == kPackings.end()) return nullptr;
  // "BZh" may begin a name, or be all there is; the level and the magic of a block do not.
  if (found->form == ArchiveForm::bzip2 && (head.size() < 5 || !head.substr(4).starts_with("1AY"))) return nullptr;
  return &*found;
}

std::unique_ptr<Peeked> peel(Input& source, const std::string& name) {
  auto lent = std::make_unique<Lent>(source);
  const Lent& file = *lent;
  auto text = std::make_unique<Peeked>(std::move(lent));
  unsigned layers = 0;
  for (; const Packing* packing = packing_of(text->head()); ++layers) {
    if (layers == kMostLayers)
      throw InputError{{name, "is packed more than 4 times", "unpack it and give the text itself"}};
    std::unique_ptr<Input> inner = packing->form ? archive_input(std::move(text), *packing->form, name)
                                   : packing == &kPackings.front() ? gzip_input(std::move(text), name)
                                                                   : zstandard_input(std::move(text), name);
    text = std::make_unique<Peeked>(std::move(inner));
  }
  if (layers == 0) return text;
  return std::make_unique<Peeked>(std::make_unique<Bounded>(std::move(text), file, name));
}

/// What is known by its first octets and not a text of names.
struct Other {
  std::string_view magic, what, hint;
};
constexpr std::string_view kExtract = "extract the list and give that", kSave = "save it as CSV or text and give that";
constexpr std::array<Other, 19> kOthers{
    {{"\0\0\0\2\0\0\0"sv, "is a zone in BIND's raw format",
      "convert it with: named-compilezone -f raw -F text -o OUT ORIGIN FILE"},
     {"\0\0\0\3\0\0\0"sv, "is a zone in BIND's map format",
      "convert it with: named-compilezone -f map -F text -o OUT ORIGIN FILE"},
     {"\2\0\0\0"sv, "is a zone in BIND's raw format, of a machine with another byte order", "write it as text there"},
     {"PK\5\6"sv, "is a zip archive without a file", "give a list of names, one a line"},
     {"PK\7\x08"sv, "is a zip archive in several volumes", kExtract},
     {"7z\xBC\xAF\x27\x1C"sv, "is a 7-Zip archive", kExtract},
     {"Rar!\x1A\7"sv, "is a RAR archive", kExtract},
     {"MSCF"sv, "is a cabinet archive", kExtract},
     {"\x04\x22\x4D\x18"sv, "is packed with lz4", "unpack it with: lz4 -d FILE"},
     {"LZIP"sv, "is packed with lzip", "unpack it with: lzip -d FILE"},
     {"\x1F\x9D"sv, "is packed with compress", "unpack it with: uncompress FILE"},
     {"]\0\0"sv, "is packed with lzma", "unpack it with: xz -d FILE"},
     {"%PDF-"sv, "is a PDF document", kSave},
     {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "is an Office document (.xls, .doc)", kSave},
     {"SQLite format 3"sv, "is an SQLite data base", kSave},
     {"PAR1"sv, "is a Parquet file", kSave},
     {"<?xml"sv, "is XML", "give a list of names, one a line"},
     {"{\\rtf"sv, "is an RTF document", kSave},
     {"-----BEGIN "sv, "is a key, a certificate or a signature", "give the list itself"}}};

bool begins_with_word(std::string_view head, std::string_view lower_case) noexcept {
  return same_word(head.substr(0, lower_case.size()), lower_case);
}

struct Encoding {
  const char* name;  // for ICU
  std::size_t mark;  // octets of the byte order mark
};

/// The encoding of a text that is not UTF-8.
std::optional<Encoding> encoding_of(std::string_view head) noexcept {
  if (head.starts_with("\xFF\xFE\0\0"sv)) return Encoding{"UTF-32LE", 4};
  if (head.starts_with("\0\0\xFE\xFF"sv)) return Encoding{"UTF-32BE", 4};
  if (head.starts_with("\xFF\xFE"sv)) return Encoding{"UTF-16LE", 2};
  if (head.starts_with("\xFE\xFF"sv)) return Encoding{"UTF-16BE", 2};
  if (head.size() < 4) return std::nullopt;
  const std::size_t looked_at = std::min<std::size_t>(head.size(), 8);
  const auto text_at = [&](std::size_t first) {
    for (std::size_t i = 0; i < looked_at; ++i) {
      const auto octet = static_cast<unsigned char>(head[i]);
      if (i % 2 == first ? octet < 9 || octet > 126 : octet != 0) return false;
    }
    return true;
  };
  if (text_at(0)) return Encoding{"UTF-16LE", 0};
  if (text_at(1)) return Encoding{"UTF-16BE", 0};
  return std::nullopt;
}

}  // namespace

void refuse_no_list(std::string_view head, const std::string& name) {
  for (const Other& other : kOthers) {
    if (head.starts_with(other.magic)) throw InputError{{name, std::string(other.what), std::string(other.hint)}};
  }
  const std::size_t begin = std::min(head.find_first_not_of(" \t\r\n"), head.size());
  if (begins_with_word(head.substr(begin), "<!doctype html") || begins_with_word(head.substr(begin), "<html"))
    throw InputError{{name, "is an HTML page", "fetch the list itself, not the page that tells of it"}};
  if (head.substr(0, head.find('\n')).find('\0') != std::string_view::npos)
    throw InputError{{name, "is not text: there are zero bytes in its first line", "give a list of names, one a line"}};
}

bool is_packed(std::string_view head) noexcept { return packing_of(head) != nullptr; }

std::unique_ptr<Input> unpacked(Input& source, std::string name) { return peel(source, name); }

std::unique_ptr<Input> open_text(Input& source, std::string name, RefuseHead refuse) {
  std::unique_ptr<Peeked> text = peel(source, name);
  if (const auto encoding = encoding_of(text->head())) {
    text->skip(encoding->mark);
    return encoded_input(std::move(text), encoding->name);
  }
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text->head().starts_with(kMark)) text->skip(kMark.size());
  refuse(text->head(), name);
  return text;
}

}  // namespace dgacast
