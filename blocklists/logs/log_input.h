// SPDX-License-Identifier: Apache-2.0
// The lines of a log file: plain, gzip or zstd (told by the first octets), or of standard input; and of a file that
// still grows.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace dgacast {

struct LogInputOptions {
  bool follow = false;        ///< at the end wait for more; a file that is cut or replaced (rotated) is begun anew
  std::stop_token stop = {};  ///< ends the reading
};

class LogInput {
 public:
  /// `path` "-" is standard input. Throws InputError with the system's reason.
  LogInput(std::string path, LogInputOptions options);
  ~LogInput();
  LogInput(const LogInput&) = delete;
  LogInput& operator=(const LogInput&) = delete;

  /// Hands over each line without its line feed, the last one too when it has none. A line longer than 64 KiB is left
  /// out. `idle` is called when a file that is followed has no more for now. Ends at the end of the input, or when a
  /// stop was requested. Throws InputError when the input cannot be read or unpacked, and what the two throw.
  void read(const std::function<void(std::string_view)>& take, const std::function<void()>& idle);

 private:
  class Unpacker;
  class Gzip;
  class Zstd;
  [[noreturn]] void fail(const std::string& what, std::string mend) const;
  std::size_t fill();
  bool wait_for_more(const std::function<void()>& idle);

  std::string path_, name_;
  LogInputOptions options_;
  int descriptor_ = -1;
  std::string packed_;
  std::unique_ptr<Unpacker> unpacker_;
};

}  // namespace dgacast
