// SPDX-License-Identifier: Apache-2.0
// Where list readers take octets from: files, standard input, memory; as they are, or out of gzip and Zstandard.
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace dgacast {

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
  [[noreturn]] void fail(int error) const;

  std::string path_;
  int descriptor_;
};

/// Text in memory, which must outlive it.
class MemoryInput final : public Input {
 public:
  explicit MemoryInput(std::string_view text) noexcept : text_(text) {}
  std::size_t read(char* place, std::size_t room) override;

 private:
  std::string_view text_;
};

/// True when `head`, the first octets of an input, are those of gzip or Zstandard.
bool is_packed(std::string_view head) noexcept;

/// What `source` (which must outlive the result) holds: gzip (RFC 1952, several members too) and Zstandard (RFC 8878,
/// several frames too) are known by their first octets and unpacked, all else comes as it is. `name` is for messages.
/// Throws InputError, and so does reading when the packed data are broken or end too early.
std::unique_ptr<Input> unpacked(Input& source, std::string name);

/// The lines of an input: without the line feed, and without a carriage return before it.
class LineReader {
 public:
  /// `input` must outlive the reader. `name` is for messages.
  LineReader(Input& input, std::string_view name);
  /// The next line, good until the next call; false at the end. Throws InputError for a line beyond 1 MiB.
  bool next(std::string_view& line);
  /// Of the line that next() gave, from 1.
  std::size_t number() const noexcept { return number_; }

 private:
  Input& input_;
  std::string name_;
  std::size_t room_;  // grows with the longest line
  std::unique_ptr<char[]> buffer_;
  std::size_t begin_ = 0, end_ = 0;  // what is not handed out yet
  std::size_t number_ = 0;
  bool over_ = false;
};

}  // namespace dgacast
