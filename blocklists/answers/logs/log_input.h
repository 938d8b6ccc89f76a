// SPDX-License-Identifier: Apache-2.0
// The lines of a log file: plain, gzip or Zstandard (io/input.h), or of standard input; and of a file that still
// grows.
#pragma once
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace [[gnu::visibility("default")]] dgacast {

struct LogInputOptions {
  bool follow = false;        ///< at the end wait for more; a file that is cut or replaced (rotated) is begun anew
  std::stop_token stop = {};  ///< ends the reading
};

class LogInput {
 public:
  /// Longest line, in bytes.
  static constexpr std::size_t kLongestLine = std::size_t{1} << 20;

  /// `path` "-" is standard input.
  LogInput(std::string path, LogInputOptions options) : path_(std::move(path)), options_(std::move(options)) {}

  /// Hands over each line without its line feed, the last one too when it has none; so is the last line of a file that
  /// is replaced. UTF-16 comes as UTF-8. A line longer than kLongestLine is left out: `skip` is called instead. `idle`
  /// is called when a file that is followed has no more for now. Ends at the end of the input, or when a stop was
  /// requested. Gives the bytes that were read (of the file's text, unpacked). Throws InputError when the input cannot
  /// be opened, read or unpacked, or is a binary file, and what the three throw.
  std::uint64_t read(const std::function<void(std::string_view)>& take, const std::function<void()>& skip,
                     const std::function<void()>& idle) const;

 private:
  class Source;

  std::string path_;
  LogInputOptions options_;
};

}  // namespace dgacast
