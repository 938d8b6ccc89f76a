// SPDX-License-Identifier: Apache-2.0
// RouteDNS' query log, as it is and as it was, and its messages:
//   2026-11-24T09:00:00.123456Z 192.0.2.1 a.example. IN A
//   time=2026-11-24T09:00:00.1Z level=INFO source-ip=192.0.2.1 question-name=a.example. question-class=IN
//   question-type=A
#include "blocklists/answers/logs/log_envelope.h"
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_json.h"
#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

class RouteDns final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes& times, Questions& out) override {
    if (line.find("source-ip=") != std::string_view::npos && line.find("question-name=") != std::string_view::npos) {
      LogRecord& record = out.add(logfmt_value(line, "question-name"), logfmt_value(line, "source-ip"),
                                  logfmt_value(line, "question-type"));
      record.subnet = logfmt_value(line, "ecs-addr");
      record.time = times.field(logfmt_value(line, "time"));
      return Reading::question;
    }
    if (line.find(" qname=") != std::string_view::npos && line.find(" client=") != std::string_view::npos) {
      LogRecord& record =
          out.add(logfmt_value(line, "qname"), logfmt_value(line, "client"), logfmt_value(line, "qtype"));
      record.time = times.field(logfmt_value(line, "time"));
      return Reading::question;
    }
    std::string_view rest = line;
    const std::string_view time = take_word(rest), client = take_word(rest), name = take_word(rest),
                           record_class = take_word(rest), type = take_word(rest);
    if (!rest.empty() || time.size() < 20 || time[10] != 'T' || !is_address(client) || !is_class(record_class) ||
        !is_type(type))
      return Reading::foreign;
    out.add(name, client, type).time = times.field(time);
    return Reading::question;
  }
};

class RouteDnsJson final : public JsonFormReader {
 public:
  Reading read(const JsonFields& fields, LogTimes& times, Questions& out) override {
    const std::string_view name = fields.text("question-name"), client = fields.text("source-ip");
    if (name.empty() || client.empty()) return Reading::foreign;
    LogRecord& record = out.add(name, client, fields.text("question-type"));
    record.subnet = fields.text("ecs-addr");
    record.time = json_time(fields, {"time"}, times);
    return Reading::question;
  }
};

}  // namespace

LogForm routedns_log() noexcept {
  return {.id = "routedns",
          .title = "RouteDNS: query log",
          .make = make_form<RouteDns>,
          .make_json = make_json_form<RouteDnsJson>};
}

}  // namespace dgacast
