// SPDX-License-Identifier: Apache-2.0
// A log, in the form that each line tells, in each that may be named, with columns that are told, and its bytes as
// UTF-16.
#include <string>

#include "blocklists/answers/logs/log_bytes.h"
#include "blocklists/answers/logs/log_parser.h"
#include "blocklists/answers/query_batch.h"
#include "blocklists/io/input.h"
#include "dga/core/issue.h"
#include "tests/fuzz/target.h"

namespace {

using namespace dgacast;

void read_log(std::string_view text, LogParserOptions options) {
  const AddressRange forwarders[] = {{"0.0.0.0/0", ""}, {"::/0", ""}};
  options.now = midnight(2026, 11, 25);
  options.forwarders = forwarders;
  LogParser parser{std::move(options)};
  std::string scratch;
  const auto take = [&scratch](std::span<const LogRecord> records) {
    for (const LogRecord& record : records) {
      comparable_name(record.name, scratch);
      scratch.assign(record.client).append(record.type).append(record.subnet);
      if (record.time) format_instant(*record.time);
    }
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    take(parser.read(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  take(parser.pause());
  take(parser.finish());
  parser.report();
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  read_log(text, {});
  for (const LogForm& form : log_forms()) {
    LogParserOptions options;
    options.form = &form;
    read_log(text, std::move(options));
  }
  for (const char* columns : {"time=1,client=2,name=3", "time=time,client=client.ip,name=query"}) {
    LogParserOptions options;
    options.columns = parse_log_columns(columns, "");
    options.zone = LogZone{"+08:00", ""};
    read_log(text, std::move(options));
  }
  try {
    MemoryInput input{text};
    const auto bytes = open_text(input, "input", refuse_binary);
    std::string all(4096, '\0');
    while (bytes->read(all.data(), all.size()) > 0) {
    }
  } catch (const InputError&) {
  }
  return 0;
}
