// SPDX-License-Identifier: Apache-2.0
// Cloud DNS of Google, as Cloud Logging exports it.
#include "blocklists/answers/logs/log_envelope.h"
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_json.h"

namespace dgacast {
namespace {

class Gcp final : public JsonFormReader {
 public:
  Reading read(const JsonFields& fields, LogTimes& times, Questions& out) override {
    std::string_view name = fields.text("jsonPayload.queryName"), client = fields.text("jsonPayload.sourceIP");
    std::string_view type = fields.text("jsonPayload.queryType");
    if (name.empty()) {
      name = fields.text("queryName");
      client = fields.text("sourceIP");
      type = fields.text("queryType");
    }
    if (name.empty() || client.empty()) return Reading::foreign;
    LogRecord& record = out.add(name, client, type);
    record.time = json_time(fields, {"timestamp", "receiveTimestamp"}, times);
    return Reading::question;
  }
};

}  // namespace

LogForm gcp_log() noexcept {
  return {.id = "gcp", .title = "Google Cloud DNS: Cloud Logging", .make_json = make_json_form<Gcp>};
}

}  // namespace dgacast
