// SPDX-License-Identifier: Apache-2.0
// passivedns (and its JSON):
//   1795510800.408856||192.0.2.1||192.0.2.53||IN||a.example.||A||203.0.113.9||46587||5
#include <array>
#include "blocklists/answers/logs/log_form.h"

#include "blocklists/answers/logs/log_envelope.h"
#include "blocklists/answers/logs/log_json.h"
#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

class PassiveDns final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes& times, Questions& out) override {
    std::array<std::string_view, 6> fields;
    for (std::string_view& field : fields) {
      const auto end = line.find("||");
      if (end == std::string_view::npos) return Reading::foreign;
      field = line.substr(0, end);
      line.remove_prefix(end + 2);
    }
    const auto& [time, client, server, record_class, name, type] = fields;
    if (!is_address(client) || !is_address(server) || !is_class(record_class) || !is_type(type) || name.empty())
      return Reading::foreign;
    out.add(name, client, type).time = times.field(time);
    return Reading::question;
  }
};

class PassiveDnsJson final : public JsonFormReader {
 public:
  Reading read(const JsonFields& fields, LogTimes& times, Questions& out) override {
    const std::string_view name = fields.text("query"), client = fields.text("client");
    if (name.empty() || client.empty() || !fields.has("timestamp_s")) return Reading::foreign;
    LogRecord& record = out.add(name, client, fields.text("type"));
    record.time = json_time(fields, {"timestamp_s"}, times);
    return Reading::question;
  }
};

}  // namespace

LogForm passivedns_log() noexcept {
  return {.id = "passivedns",
          .title = "passivedns: text, JSON",
          .make = make_form<PassiveDns>,
          .make_json = make_json_form<PassiveDnsJson>};
}

}  // namespace dgacast
