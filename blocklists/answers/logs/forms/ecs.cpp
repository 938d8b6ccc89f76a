// SPDX-License-Identifier: Apache-2.0
// The Elastic Common Schema: packetbeat, and what Elastic's integrations make of other logs.
#include "blocklists/answers/logs/log_envelope.h"
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_json.h"

namespace dgacast {
namespace {

class Ecs final : public JsonFormReader {
 public:
  Reading read(const JsonFields& fields, LogTimes& times, Questions& out) override {
    const std::string_view name = fields.text("dns.question.name");
    if (name.empty()) return Reading::foreign;
    std::string_view client;
    for (const std::string_view path :
         {"client.ip", "source.ip", "client.address", "source.address", "host.ip.0", "host.ip"}) {
      client = fields.text(path);
      if (!client.empty()) break;
    }
    const Telling telling =
        fields.text("dns.type") == "answer" && fields.text("type") != "dns" ? Telling::reply : Telling::query;
    LogRecord& record = out.add(name, client, fields.text("dns.question.type"), telling);
    record.time = json_time(fields, {"@timestamp", "event.start", "event.created"}, times);
    record.own_time = true;
    return Reading::question;
  }
};

}  // namespace

LogForm ecs_log() noexcept {
  return {.id = "ecs", .title = "Elastic Common Schema: packetbeat and others", .make_json = make_json_form<Ecs>};
}

}  // namespace dgacast
