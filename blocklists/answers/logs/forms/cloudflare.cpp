// SPDX-License-Identifier: Apache-2.0
// Cloudflare's Logpush: Gateway DNS, and the DNS logs of zones.
#include "blocklists/answers/logs/log_envelope.h"
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_json.h"

namespace dgacast {
namespace {

class Cloudflare final : public JsonFormReader {
 public:
  Reading read(const JsonFields& fields, LogTimes& times, Questions& out) override {
    const std::string_view name = fields.text("QueryName");
    if (name.empty()) return Reading::foreign;
    std::string_view client = fields.text("SrcIP");
    if (client.empty()) client = fields.text("SourceIP");
    if (client.empty()) return Reading::foreign;
    LogRecord& record = out.add(name, client, fields.text("QueryTypeName"));
    record.subnet = fields.text("EDNSSubnet");
    record.time = json_time(fields, {"Datetime", "Timestamp"}, times);
    return Reading::question;
  }
};

}  // namespace

LogForm cloudflare_log() noexcept {
  return {.id = "cloudflare",
          .title = "Cloudflare Logpush: Gateway DNS, DNS logs",
          .make_json = make_json_form<Cloudflare>};
}

}  // namespace dgacast
