// SPDX-License-Identifier: Apache-2.0
// Any object whose members have names that are known: a name, and a client. Named as --log-format, all JSON forms are
// read.
#include "blocklists/answers/logs/log_columns.h"
#include "blocklists/answers/logs/log_envelope.h"
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_json.h"
#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

class Json final : public JsonFormReader {
 public:
  Reading read(const JsonFields& fields, LogTimes& times, Questions& out) override {
    std::string_view name, client, type;
    std::optional<UtcSeconds> time;
    for (const JsonFields::Field& field : fields.all()) {
      switch (known_column(fields.path(field))) {
        case KnownColumn::name:
          if (name.empty()) name = field.text;
          break;
        case KnownColumn::client:
          if (client.empty()) client = field.text;
          break;
        case KnownColumn::type:
          if (type.empty()) type = field.text;
          break;
        case KnownColumn::time:
          if (!time) time = field.is_number ? LogTimes::epoch(field.number) : times.field(field.text);
          break;
        case KnownColumn::none:
          break;
      }
    }
    if (!may_be_name(name) || client.empty()) return Reading::foreign;
    out.add(name, without_port_of(client), type).time = time;
    return Reading::question;
  }

 private:
  /// Dots and one colon: an IPv4 address with its port.
  static std::string_view without_port_of(std::string_view client) {
    const bool has_port =
        client.starts_with('[') || (client.find('.') != std::string_view::npos && std::ranges::count(client, ':') == 1);
    return has_port ? without_port(client) : client;
  }
};

}  // namespace

LogForm json_log() noexcept {
  return {.id = "json",
          .title = "JSON objects that tell name, client and time by known keys; forces any JSON form",
          .make_json = make_json_form<Json>};
}

}  // namespace dgacast
