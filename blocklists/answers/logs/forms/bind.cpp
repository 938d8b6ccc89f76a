// SPDX-License-Identifier: Apache-2.0
// BIND's query log (category queries), 9.20's log of responses, and rewrites by response policy zones (category rpz);
// Infoblox writes the same with the transport, and with the response behind the question:
//   25-Nov-2026 11:20:47.123 queries: info: client @0x7f0c 192.0.2.1#53123 (a.example): query: a.example IN A +E(0)K
//   (..) client @0x7f0c 192.0.2.1#53123 (a.example): response: a.example IN A NXDOMAIN +E(0)K 0 1 1 (192.0.2.53) client
//   @0x7f0c 192.0.2.1#53123 (a.example): rpz QNAME NXDOMAIN rewrite a.example/A/IN via a.example.rpz.example
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

constexpr std::string_view kClient = "client ";
constexpr std::string_view kLevels[] = {
    ": info: ", ": notice: ", ": warning: ", ": error: ", ": critical: ", ": debug "};
constexpr std::string_view kCategories[] = {"general",      "queries",      "resolver",
                                            "security",     "client",       "network",
                                            "notify",       "config",       "database",
                                            "dnssec",       "lame-servers", "edns-disabled",
                                            "query-errors", "rpz",          "xfer-in",
                                            "xfer-out",     "update",       "rate-limit",
                                            "zoneload",     "default",      "dispatch",
                                            "unmatched",    "cname",        "serve-stale",
                                            "responses",    "nsid",         "trust-anchor-telemetry"};

class Bind final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes&, Questions& out) override {
    const auto client = line.find(kClient);
    if (client == std::string_view::npos) return message(line);
    std::string_view rest = line.substr(client + kClient.size());
    if (rest.starts_with('@')) take_word(rest);
    std::size_t size = address_size(rest);
    if (size < rest.size() && rest[size] == '%') size = std::min(rest.find('#', size), rest.size());  // fe80::1%eth0
    if (size < 2 || size == rest.size() || rest[size] != '#') return message(line);
    const std::string_view address = rest.substr(0, size);
    rest.remove_prefix(size);
    constexpr std::string_view kQuery = "query: ", kResponse = "response: ";
    for (auto colon = rest.find(": "); colon != std::string_view::npos; colon = rest.find(": ", colon + 2)) {
      const std::string_view text = rest.substr(colon + 2);
      if (text.starts_with(kQuery)) return question(text.substr(kQuery.size()), address, Telling::query, out);
      if (text.starts_with(kResponse)) return question(text.substr(kResponse.size()), address, Telling::reply, out);
      if (text.starts_with("rpz ") || text.starts_with("disabled rpz ")) return rewrite(text, address, out);
    }
    return Reading::other;
  }

 private:
  static Reading question(std::string_view text, std::string_view client, Telling telling, Questions& out) {
    const std::string_view name = take_field(text, ' ');
    if (text.starts_with("IN ")) {
      text.remove_prefix(3);
    } else if (!is_class(take_word(text))) {
      return Reading::foreign;
    }
    const std::string_view type = take_field(text, ' ');
    if (name.empty() || type.empty()) return Reading::foreign;
    LogRecord& record = out.add(name, client, type, telling);
    constexpr std::string_view kSubnet = "[ECS ";
    if (!text.ends_with(']')) return Reading::question;
    if (const auto at = text.find(kSubnet); at != std::string_view::npos) {
      text.remove_prefix(at + kSubnet.size());
      record.subnet = take_field(text, ']');
    }
    return Reading::question;
  }

  static Reading rewrite(std::string_view text, std::string_view client, Questions& out) {
    constexpr std::string_view kRewrite = " rewrite ";
    const auto at = text.find(kRewrite);
    if (at == std::string_view::npos) return Reading::other;
    text.remove_prefix(at + kRewrite.size());
    std::string_view name = take_word(text);
    const auto record_class = name.rfind('/');
    if (record_class == std::string_view::npos || record_class == 0) return Reading::foreign;
    const auto type = name.rfind('/', record_class - 1);
    if (type == std::string_view::npos) return Reading::foreign;
    out.add(name.substr(0, type), client, name.substr(type + 1, record_class - type - 1), Telling::action);
    return Reading::question;
  }

  /// Other messages of named: `general: info: zone x/IN: loaded`.
  static Reading message(std::string_view line) {
    for (const std::string_view level : kLevels) {
      const auto at = line.find(level);
      if (at == std::string_view::npos) continue;
      std::string_view before = line.substr(0, at);
      before.remove_prefix(std::min(before.rfind(' ') + 1, before.size()));
      if (std::ranges::find(kCategories, before) != std::end(kCategories)) return Reading::other;
    }
    return Reading::foreign;
  }
};

}  // namespace

LogForm bind_log() noexcept {
  return {.id = "bind", .title = "BIND and Infoblox: queries, responses, rpz", .make = make_form<Bind>};
}

}  // namespace dgacast
