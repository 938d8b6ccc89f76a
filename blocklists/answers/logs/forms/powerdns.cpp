// SPDX-License-Identifier: Apache-2.0
// PowerDNS Recursor (quiet=no), structured and as it was before, its structured log as JSON; and PowerDNS Authoritative
// (log-dns-queries):
//   msg="Question" subsystem="syncres" ... ecs="" proto="udp" qname="a.example" qtype="A" remote="192.0.2.1:51800"
//   [3] question for 'a.example|A' from 192.0.2.1:51800
//   Remote 192.0.2.1 wants 'a.example|A', do = 0, bufsize = 512: packetcache MISS
#include "blocklists/answers/logs/log_envelope.h"
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_json.h"
#include "blocklists/answers/logs/log_text.h"
#include "blocklists/answers/logs/log_time.h"

namespace dgacast {
namespace {

class PowerDns final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes& times, Questions& out) override {
    if (line.find("qname=\"") != std::string_view::npos && line.find("remote=\"") != std::string_view::npos) {
      if (line.find("msg=\"Question\"") == std::string_view::npos) return Reading::other;
      LogRecord& record =
          out.add(logfmt_value(line, "qname"), without_port(logfmt_value(line, "remote")), logfmt_value(line, "qtype"));
      record.subnet = logfmt_value(line, "ecs");
      record.time = times.field(logfmt_value(line, "ts"));
      return Reading::question;
    }
    constexpr std::string_view kQuestion = "question for '", kWants = " wants '";
    if (const auto at = line.find(kQuestion); at != std::string_view::npos) {
      std::string_view rest = line.substr(at + kQuestion.size());
      constexpr std::string_view kFrom = "from ";
      std::string_view question = take_field(rest, '\'');
      rest = trimmed(rest);
      if (!rest.starts_with(kFrom)) return Reading::other;
      rest.remove_prefix(kFrom.size());
      return take(question, without_port(take_word(rest)), out);
    }
    if (const auto at = line.find(kWants); at != std::string_view::npos) {
      const std::string_view before = line.substr(0, at);
      std::string_view rest = line.substr(at + kWants.size());
      return take(take_field(rest, '\''), before.substr(before.rfind(' ') + 1), out);
    }
    if (line.find("subsystem=\"") != std::string_view::npos && line.find("msg=\"") != std::string_view::npos)
      return Reading::other;
    return line.find("answer to question '") != std::string_view::npos ||
                   line.find("pdns_recursor[") != std::string_view::npos
               ? Reading::other
               : Reading::foreign;
  }

 private:
  static Reading take(std::string_view question, std::string_view client, Questions& out) {
    const auto bar = question.rfind('|');
    const auto port = client.rfind(',');  // "192.0.2.1,51800"
    if (port != std::string_view::npos) client = client.substr(0, port);
    if (bar == std::string_view::npos || !is_address(client)) return Reading::foreign;
    out.add(question.substr(0, bar), client, question.substr(bar + 1));
    return Reading::question;
  }
};

class PowerDnsJson final : public JsonFormReader {
 public:
  Reading read(const JsonFields& fields, LogTimes& times, Questions& out) override {
    const std::string_view name = fields.text("qname"), remote = fields.text("remote");
    if (name.empty() || remote.empty() || !fields.has("msg")) return Reading::foreign;
    if (fields.text("msg") != "Question") return Reading::other;
    LogRecord& record = out.add(name, without_port(remote), fields.text("qtype"));
    record.subnet = fields.text("ecs");
    record.time = json_time(fields, {"ts"}, times);
    return Reading::question;
  }
};

}  // namespace

LogForm powerdns_log() noexcept {
  return {.id = "powerdns",
          .title = "PowerDNS Recursor and Authoritative: questions",
          .make = make_form<PowerDns>,
          .make_json = make_json_form<PowerDnsJson>};
}

}  // namespace dgacast
