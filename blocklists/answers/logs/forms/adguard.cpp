// SPDX-License-Identifier: Apache-2.0
// AdGuard Home's querylog.json, and the answer of its /control/querylog.
#include "blocklists/answers/logs/log_envelope.h"
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_json.h"

namespace dgacast {
namespace {

class AdGuard final : public JsonFormReader {
 public:
  Reading read(const JsonFields& fields, LogTimes& times, Questions& out) override {
    const std::string_view name = fields.text("QH"), client = fields.text("IP");
    if (!name.empty() && fields.has("T")) {
      LogRecord& record = out.add(name, client, fields.text("QT"));
      record.time = json_time(fields, {"T"}, times);
      record.own_time = true;
      record.subnet = fields.text("ECS");
      return Reading::question;
    }
    const std::string_view asked = fields.text("question.name"), asker = fields.text("client");
    if (asked.empty() || asker.empty()) return Reading::foreign;
    LogRecord& record = out.add(asked, asker, fields.text("question.type"));
    record.time = json_time(fields, {"time"}, times);
    record.subnet = fields.text("ecs");
    return Reading::question;
  }
};

}  // namespace

LogForm adguard_log() noexcept {
  return {.id = "adguard", .title = "AdGuard Home: querylog.json", .make_json = make_json_form<AdGuard>};
}

}  // namespace dgacast
