// SPDX-License-Identifier: Apache-2.0
// Where readers of lists take octets from: files, standard input, memory; as they are, or out of what packs them, and
// as text in UTF-8 whatever its encoding.
//
//   FileInput file{"top-1m.csv.zip"};
//   const auto text = open_text(file, "top-1m.csv.zip");
//   LineReader lines{*text, "top-1m.csv.zip"};
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace [[gnu::visibility("default")]] dgacast {

/// Gives octets in order. Not thread-safe.
class Input {
 public:
  virtual ~Input() = default;
  /// Puts up to `room` > 0 octets at `place` and gives their number; 0 at the end. Throws InputError.
  virtual std::size_t read(char* place, std::size_t room) = 0;
};

/// A file, or standard input for "-".
class FileInput final : public Input {
 public:
  /// Throws InputError with the system's reason.
  explicit FileInput(std::string path);
  ~FileInput() override;
  FileInput(const FileInput&) = delete;
  FileInput& operator=(const FileInput&) = delete;
  std::size_t read(char* place, std::size_t room) override;

 private:
  std::string path_;
  int descriptor_;
};

/// A file that is open only while something of it is read: for those who read many side by side. It must not change
/// meanwhile.
class ClosedFileInput final : public Input {
 public:
  explicit ClosedFileInput(std::string path) : path_(std::move(path)) {}
  std::size_t read(char* place, std::size_t room) override;

 private:
  std::string path_;
  std::uint64_t offset_ = 0;
};

/// Text in memory, which must outlive it.
class MemoryInput final : public Input {
 public:
  explicit MemoryInput(std::string_view text) noexcept : text_(text) {}
  std::size_t read(char* place, std::size_t room) override;

 private:
  std::string_view text_;
};

/// True when `head`, the first octets of an input, are those of something that unpacked() unpacks (for tar: when they
/// are at least 262 octets).
bool is_packed(std::string_view head) noexcept;

/// What `source` (which must outlive the result) holds, known by its first octets and not by the name of a file: gzip
/// (RFC 1952, several members too), Zstandard (RFC 8878, several frames too), xz, bzip2, and a zip or tar archive with
/// exactly one file (folders and the "._" files of macOS do not count), also one in another (.tar.gz). All else comes
/// as it is; no more is read ahead than the first line. `name` is for messages. Streams: memory is bounded (64 KiB a
/// layer, what xz asks for up to its limit of 1 GiB, 4 MiB for an archive). Throws InputError, and so does reading,
/// when packed data are broken, end too early or are encrypted, when an archive has no file or several, when more than
/// 4 layers lie above each other, and when beyond 1 GiB of text a file unpacks to more than 1,000 times its size.
std::unique_ptr<Input> unpacked(Input& source, std::string name);

/// Throws InputError when `head`, the first octets of an input, begin what its reader cannot take. `name` is for
/// messages.
using RefuseHead = void (*)(std::string_view head, const std::string& name);

/// Throws InputError for what is no list of names, by what it is and with what to do: a zone in BIND's raw form, PDF,
/// HTML, a spreadsheet, a data base, another archive, zero bytes.
void refuse_no_list(std::string_view head, const std::string& name);

/// The text that `source` (which must outlive the result) holds, as UTF-8 without a byte order mark: unpacked(), then
/// UTF-16 and UTF-32 with a byte order mark, and UTF-16 without one when it begins with ASCII, are converted (by ICU; a
/// sequence that is not good becomes U+FFFD). Lists, imports and logs are opened by it. Throws what unpacked() throws,
/// and what `refuse` throws, which sees the first octets of a text that needs no conversion.
std::unique_ptr<Input> open_text(Input& source, std::string name, RefuseHead refuse = refuse_no_list);

/// The lines of an input: without the line feed, and without a carriage return before it.
class LineReader {
 public:
  /// `input` must outlive the reader. `name` is for messages.
  LineReader(Input& input, std::string_view name);
  /// The next line, good until the next call; false at the end. Throws InputError for a line beyond 1 MiB.
  bool next(std::string_view& line);
  /// What is there of the lines to come, without taking it: the beginning of the next line, and perhaps more. Empty at
  /// the end. Good until the next call.
  std::string_view ahead();
  /// All that was not handed out yet, for a text that does not come in lines. Throws InputError with `hint` beyond
  /// `most` octets.
  std::string rest(std::size_t most, std::string_view hint);
  /// Of the line that next() gave, from 1.
  std::size_t number() const noexcept { return number_; }

 private:
  bool fill();  // reads on; false at the end

  Input& input_;
  std::string name_;
  std::size_t room_;  // grows with the longest line
  std::unique_ptr<char[]> buffer_;
  std::size_t begin_ = 0, end_ = 0;  // what is not handed out yet
  std::size_t number_ = 0;
  bool over_ = false;
};

}  // namespace dgacast
