// SPDX-License-Identifier: Apache-2.0
// Passive DNS: the Common Output Format, one object a line or in an array, and DNSDB's Streaming API Framing, whose
// objects stand in "obj". They do not tell who asked.
#include "blocklists/answers/logs/log_envelope.h"
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_json.h"

namespace dgacast {
namespace {

class Cof final : public JsonFormReader {
 public:
  Reading read(const JsonFields& fields, LogTimes& times, Questions& out) override {
    if (read_at(fields, false, times, out) || read_at(fields, true, times, out)) return Reading::question;
    return fields.has("cond") ? Reading::other : Reading::foreign;
  }

 private:
  static bool read_at(const JsonFields& fields, bool framed, LogTimes& times, Questions& out) {
    const std::string_view name = fields.text(framed ? "obj.rrname" : "rrname");
    const std::string_view type = fields.text(framed ? "obj.rrtype" : "rrtype");
    const auto time = framed ? json_time(fields, {"obj.time_first", "obj.zone_time_first"}, times)
                             : json_time(fields, {"time_first", "zone_time_first"}, times);
    if (name.empty() || (type.empty() && !time)) return false;
    LogRecord& record = out.add(name, {}, type);
    record.time = time;
    record.own_time = true;
    return true;
  }
};

}  // namespace

LogForm cof_log() noexcept {
  return {.id = "cof", .title = "passive DNS: COF, DNSDB SAF", .make_json = make_json_form<Cof>};
}

}  // namespace dgacast
