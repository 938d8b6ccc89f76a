// SPDX-License-Identifier: Apache-2.0
// Technitium DNS Server: its text log, and what its Log Exporter app sends as JSON:
//   [2026-11-24 09:00:00 UTC] [192.0.2.1:53123] [UDP] QNAME: a.example; QTYPE: A; QCLASS: IN; RCODE: NxDomain; ANSWER:
//   []
//   {"answers":[],"clientIp":"192.0.2.1","question":{"questionName":"a.example","questionType":"A"},"timestamp":"..."}
#include "blocklists/answers/logs/log_envelope.h"
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_json.h"
#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

class Technitium final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes&, Questions& out) override {
    constexpr std::string_view kName = "QNAME: ", kType = "QTYPE: ";
    const auto at = line.find(kName);
    if (at == std::string_view::npos) return Reading::foreign;
    std::string_view before = line.substr(0, at);
    // [time] [client:port] [protocol]
    take_field(before, ']');
    before = trimmed(before);
    if (!before.starts_with('[')) return Reading::foreign;
    const auto end = before.find("] ");
    if (end == std::string_view::npos) return Reading::foreign;
    std::string_view client = before.substr(1, end - 1);
    client = without_port(client);
    if (!is_address(client)) return Reading::foreign;
    std::string_view rest = line.substr(at + kName.size());
    const std::string_view name = take_field(rest, ';');
    std::string_view type;
    if (const auto found = rest.find(kType); found != std::string_view::npos) {
      type = rest.substr(found + kType.size());
      type = type.substr(0, type.find(';'));
    }
    if (name.empty()) return Reading::other;
    out.add(name, client, type);
    return Reading::question;
  }
};

class TechnitiumJson final : public JsonFormReader {
 public:
  Reading read(const JsonFields& fields, LogTimes& times, Questions& out) override {
    const std::string_view name = fields.text("question.questionName");
    std::string_view client = fields.text("clientIp");
    if (client.empty()) return Reading::foreign;
    if (name.empty()) {
      // The API of the Query Logs app: {"response":{"entries":[{"timestamp":..,"clientIpAddress":..,"qname":..}]}}
      return Reading::foreign;
    }
    LogRecord& record = out.add(name, client, fields.text("question.questionType"));
    record.time = json_time(fields, {"timestamp"}, times);
    return Reading::question;
  }
};

}  // namespace

LogForm technitium_log() noexcept {
  return {.id = "technitium",
          .title = "Technitium DNS Server: text log, Log Exporter",
          .make = make_form<Technitium>,
          .make_json = make_json_form<TechnitiumJson>};
}

}  // namespace dgacast
