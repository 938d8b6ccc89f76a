// SPDX-License-Identifier: Apache-2.0
// Amazon Route 53: query logs of the Resolver (JSON), and of hosted zones (text), where the client is a resolver:
//   1.0 2026-11-24T09:00:00.123Z Z0123456789 a.example A NXDOMAIN UDP FRA50 192.0.2.1 198.51.100.0/24
#include "blocklists/answers/logs/log_envelope.h"
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_json.h"
#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

class Route53 final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes& times, Questions& out) override {
    std::string_view rest = line;
    if (take_word(rest) != "1.0") return Reading::foreign;
    const std::string_view time = take_word(rest), zone = take_word(rest), name = take_word(rest),
                           type = take_word(rest);
    take_word(rest);  // code
    const std::string_view protocol = take_word(rest);
    take_word(rest);  // place
    const std::string_view client = take_word(rest);
    if (!zone.starts_with('Z') || !is_type(type) || (protocol != "UDP" && protocol != "TCP") || !is_address(client))
      return Reading::foreign;
    LogRecord& record = out.add(name, client, type);
    record.subnet = rest == "-" ? std::string_view{} : rest;
    record.time = times.field(time);
    return Reading::question;
  }
};

class Route53Json final : public JsonFormReader {
 public:
  Reading read(const JsonFields& fields, LogTimes& times, Questions& out) override {
    const std::string_view name = fields.text("query_name"), client = fields.text("srcaddr");
    if (name.empty() || client.empty()) return Reading::foreign;
    LogRecord& record = out.add(name, client, fields.text("query_type"));
    record.time = json_time(fields, {"query_timestamp"}, times);
    return Reading::question;
  }
};

}  // namespace

LogForm route53_log() noexcept {
  return {.id = "route53",
          .title = "Amazon Route 53: Resolver (JSON), hosted zones (text)",
          .make = make_form<Route53>,
          .make_json = make_json_form<Route53Json>};
}

}  // namespace dgacast
