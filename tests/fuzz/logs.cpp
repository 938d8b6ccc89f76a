// SPDX-License-Identifier: Apache-2.0
// A log, in the form that is recognised and in each that may be named.
#include <string>

#include "blocklists/index/query_batch.h"
#include "blocklists/logs/log_record.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dgacast;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  std::optional<LogForm> form;
  for (int number = -1; number <= static_cast<int>(LogForm::plain); ++number) {
    if (number >= 0) form = static_cast<LogForm>(number);
    LogParser parser{form, midnight(2026, 11, 25)};
    LogRecord record;
    std::string scratch;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      if (parser.read(text.substr(begin, end - begin), record)) {
        comparable_name(record.name, scratch);
        if (record.time) format_instant(*record.time);
      }
      begin = end + 1;
    }
  }
  return 0;
}
