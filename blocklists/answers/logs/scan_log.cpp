// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/logs/scan_log.h"

namespace dgacast {

LogResult scan_log(const std::string& path, LogParserOptions options, const LogInputOptions& input, Scanner& scanner,
                   const std::function<void()>& idle) {
  LogResult result;
  const std::uint64_t questions = scanner.questions(), repeats = scanner.repeats();
  LogParser parser{std::move(options)};
  const auto add = [&scanner](std::span<const LogRecord> records) {
    for (const LogRecord& record : records) scanner.add(record);
  };
  result.bytes = LogInput{path, input}.read(
      [&](std::string_view line) { add(parser.read(line)); },
      [&] {
        parser.skip_line();
        ++result.too_long;
      },
      [&] {
        add(parser.pause());
        parser.set_now(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
        scanner.flush();
        idle();
      });
  add(parser.finish());
  result.report = parser.report();
  result.questions = scanner.questions() - questions;
  result.repeats = scanner.repeats() - repeats;
  return result;
}

}  // namespace dgacast
