// SPDX-License-Identifier: Apache-2.0
// dnscrypt-proxy's query, NX and block logs, as TSV and as LTSV:
//   [2026-11-24 09:00:00]<tab>192.0.2.1<tab>a.example<tab>A<tab>PASS<tab>12ms<tab>server
//   time:1795510800<tab>host:192.0.2.1<tab>message:a.example<tab>type:A<tab>return:PASS
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_text.h"
#include "blocklists/answers/logs/log_time.h"

namespace dgacast {
namespace {

class Dnscrypt final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes& times, Questions& out) override {
    if (line.find('\t') == std::string_view::npos) return Reading::foreign;
    return line.starts_with("time:") ? labelled(line, times, out) : columns(line, times, out);
  }

 private:
  static Reading columns(std::string_view line, LogTimes& times, Questions& out) {
    const std::string_view time = take_field(line, '\t'), client = take_field(line, '\t'),
                           name = unquoted(take_field(line, '\t'));
    if (!time.starts_with('[') || !time.ends_with(']') || !is_address(client) || name.empty()) return Reading::foreign;
    const std::string_view type = take_field(line, '\t');  // the block log has the rule here
    LogRecord& record = out.add(name, client, is_type(type) ? type : std::string_view{},
                                is_type(type) ? Telling::query : Telling::action);
    record.time = times.field(time);
    return Reading::question;
  }

  static Reading labelled(std::string_view line, LogTimes& times, Questions& out) {
    std::string_view time, client, name, type;
    while (!line.empty()) {
      std::string_view value = take_field(line, '\t');
      const std::string_view label = take_field(value, ':');
      if (label == "time") time = value;
      if (label == "host") client = value;
      if (label == "qname" || (label == "message" && name.empty())) name = unquoted(value);
      if (label == "type") type = value;
    }
    if (!is_address(client) || name.empty()) return Reading::foreign;
    out.add(name, client, type, type.empty() ? Telling::action : Telling::query).time = times.field(time);
    return Reading::question;
  }
};

}  // namespace

LogForm dnscrypt_log() noexcept {
  return {.id = "dnscrypt-proxy",
          .title = "dnscrypt-proxy: query_log, nx_log, blocked_names (TSV, LTSV)",
          .make = make_form<Dnscrypt>};
}

}  // namespace dgacast
