// SPDX-License-Identifier: Apache-2.0
// DNS-collector's text (its default directives) and JSON, nested and flat:
//   2026-11-24T09:00:00.123Z dnsdist1 CLIENT_QUERY NOERROR 192.0.2.1 53123 INET UDP 40b a.example A 0.000
//   {"network":{"query-ip":"192.0.2.1"},"dns":{"qname":"a.example","qtype":"A"},"dnstap":{"operation":"CLIENT_QUERY"}}
#include "blocklists/answers/logs/log_envelope.h"
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_json.h"
#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

/// Nothing for what is not a client's.
std::optional<Telling> telling_of(std::string_view operation) {
  if (operation == "CLIENT_QUERY" || operation == "CQ") return Telling::query;
  if (operation == "CLIENT_RESPONSE" || operation == "CR") return Telling::reply;
  return std::nullopt;
}

class DnsCollector final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes&, Questions& out) override {
    std::string_view rest = line;
    std::string_view operation;
    for (int words = 0; words < 4 && !is_operation(operation); ++words) operation = take_word(rest);
    if (!is_operation(operation)) return Reading::foreign;
    take_word(rest);  // code
    const std::string_view client = take_word(rest);
    take_word(rest);  // port
    const std::string_view family = take_word(rest);
    take_word(rest);  // protocol
    take_word(rest);  // length
    const std::string_view name = unquoted(take_word(rest)), type = take_word(rest);
    if (!family.starts_with("INET") && !family.starts_with("IPv") && family != "-") return Reading::foreign;
    const auto telling = telling_of(operation);
    if (!telling) return Reading::other;
    if (!is_address(client) || name.empty() || !is_type(type)) return Reading::foreign;
    out.add(name, client, type, *telling);
    return Reading::question;
  }

 private:
  static bool is_operation(std::string_view word) {
    for (const std::string_view one : {"CLIENT_", "RESOLVER_", "FORWARDER_", "AUTH_", "STUB_", "TOOL_", "UPDATE_",
                                       "DNSTAP_", "DNSQueryType_", "OUTGOING_"}) {
      if (word.starts_with(one) && (word.ends_with("_QUERY") || word.ends_with("_RESPONSE"))) return true;
    }
    return false;
  }
};

class DnsCollectorJson final : public JsonFormReader {
 public:
  Reading read(const JsonFields& fields, LogTimes& times, Questions& out) override {
    const std::string_view name = fields.text("dns.qname"), client = fields.text("network.query-ip");
    if (name.empty() || client.empty()) return Reading::foreign;
    std::string_view operation = fields.text("dnstap.operation");
    if (operation.empty()) operation = fields.text("dns.operation");
    const auto telling = operation.empty() || operation == "-" ? std::optional{Telling::query} : telling_of(operation);
    if (!telling) return Reading::other;
    LogRecord& record = out.add(name, client, fields.text("dns.qtype"), *telling);
    record.time = json_time(fields,
                            {"dnstap.timestamp-rfc3339ns", "timestamp-rfc3339ns", "dns.timestamp-rfc3339ns",
                             "dnstap.timestamp", "timestamp"},
                            times);
    return Reading::question;
  }
};

}  // namespace

LogForm dns_collector_log() noexcept {
  return {.id = "dns-collector",
          .title = "DNS-collector: text, JSON, flat JSON",
          .make = make_form<DnsCollector>,
          .make_json = make_json_form<DnsCollectorJson>};
}

}  // namespace dgacast
