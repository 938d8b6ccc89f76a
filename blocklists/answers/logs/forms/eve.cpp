// SPDX-License-Identifier: Apache-2.0
// Suricata's EVE: DNS events of versions 1 to 3 (3 has several queries), and alerts with a question.
#include <array>
#include "blocklists/answers/logs/log_form.h"

#include "blocklists/answers/logs/log_envelope.h"
#include "blocklists/answers/logs/log_json.h"
#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

class Eve final : public JsonFormReader {
 public:
  Reading read(const JsonFields& fields, LogTimes& times, Questions& out) override {
    const bool is_event = fields.has("event_type");
    if (!fields.has("src_ip") || (!is_event && !has_dns(fields))) return Reading::foreign;
    if (!has_dns(fields)) return Reading::other;
    const std::string_view type = fields.text("dns.type");
    const bool is_reply = type == "answer" || type == "response";
    std::string_view client = fields.text("src_ip");
    if (is_reply) {
      // The event's source is the sender in some versions, and the client in others: the ports tell.
      if (is_port_53(fields, "src_port")) {
        client = fields.text("dest_ip");
      } else if (!is_port_53(fields, "dest_port")) {
        return Reading::other;
      }
    }
    const Telling telling = fields.text("event_type") == "alert" ? Telling::action
                            : is_reply                           ? Telling::reply
                                                                 : Telling::query;
    if (!add(fields, "dns.rrname", "dns.rrtype", client, telling, out)) {
      constexpr std::size_t kMost = 64;
      for (const std::string_view list : {"dns.queries.", "dns.query."}) {
        for (std::size_t i = 0; i < kMost; ++i) {
          std::array<char, 40> name, record_type;
          if (!add(fields, path(name, list, i, ".rrname"), path(record_type, list, i, ".rrtype"), client, telling, out))
            break;
        }
        if (!out.empty()) break;
      }
    }
    if (out.empty()) return Reading::other;
    const auto time = json_time(fields, {"timestamp", "@timestamp"}, times);
    for (LogRecord& record : out.all()) record.time = time;
    return Reading::question;
  }

 private:
  static bool has_dns(const JsonFields& fields) {
    return fields.has("dns.rrname") || fields.has("dns.queries.0.rrname") || fields.has("dns.query.0.rrname");
  }
  static bool is_port_53(const JsonFields& fields, std::string_view path) {
    const JsonFields::Field* const port = fields.find(path);
    return port != nullptr && (port->is_number ? port->number == 53 : port->text == "53");
  }
  static std::string_view path(std::array<char, 40>& room, std::string_view list, std::size_t number,
                               std::string_view end) {
    std::size_t size = list.copy(room.data(), room.size());
    size = static_cast<std::size_t>(std::to_chars(room.data() + size, room.data() + room.size(), number).ptr -
                                    room.data());
    size += end.copy(room.data() + size, room.size() - size);
    return {room.data(), size};
  }
  static bool add(const JsonFields& fields, std::string_view name, std::string_view type, std::string_view client,
                  Telling telling, Questions& out) {
    const std::string_view text = fields.text(name);
    if (text.empty()) return false;
    out.add(text, client, fields.text(type), telling);
    return true;
  }
};

}  // namespace

LogForm eve_log() noexcept {
  return {.id = "suricata", .title = "Suricata: EVE JSON, dns and alert", .make_json = make_json_form<Eve>};
}

}  // namespace dgacast
