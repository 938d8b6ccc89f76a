// SPDX-License-Identifier: Apache-2.0
// One call that scans a log file: its lines, their forms, and the questions into a scanner.
#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "blocklists/answers/logs/log_input.h"
#include "blocklists/answers/logs/log_parser.h"
#include "blocklists/answers/logs/scan.h"

namespace [[gnu::visibility("default")]] dgacast {

struct LogResult {
  LogReport report;
  std::uint64_t questions = 0;  ///< those of the report that were not told before
  std::uint64_t repeats = 0;    ///< the others
  std::uint64_t bytes = 0;      ///< of text, unpacked; 0: the file is empty
  std::uint64_t too_long = 0;   ///< lines beyond LogInput::kLongestLine, which were left out
};

/// Reads the log `path` ("-" is standard input) and adds its questions to `scanner`, which the caller flushes. `idle`
/// is called when a log that is followed has no more for now, after the scanner was flushed. Throws what
/// LogInput::read(), `idle` and the scanner's hits throw.
LogResult scan_log(const std::string& path, LogParserOptions options, const LogInputOptions& input, Scanner& scanner,
                   const std::function<void()>& idle);

}  // namespace dgacast
