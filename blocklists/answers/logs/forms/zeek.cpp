// SPDX-License-Identifier: Apache-2.0
// Zeek's dns.log: TSV, whose header tells the columns, and JSON. A shipper may have renamed `id.orig_h`.
#include "blocklists/answers/logs/log_envelope.h"
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_json.h"
#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

class Zeek final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes& times, Questions& out) override {
    if (line.starts_with('#')) return header(line);
    if (name_ < 0) return Reading::foreign;
    std::string_view name, client, time, type;
    std::string_view rest = line;
    int column = 0;
    for (; !rest.empty(); ++column) {
      const std::string_view field = take_field(rest, separator_);
      if (column == time_) time = field;
      if (column == client_) client = field;
      if (column == name_) name = field;
      if (column == type_) type = field;
    }
    if (column <= std::max(name_, client_)) return Reading::foreign;
    if (name.empty() || name == "-" || name == "(empty)") return Reading::other;
    LogRecord& record = out.add(name, client == "-" ? std::string_view{} : client, type);
    record.time = times.field(time);
    record.own_time = true;
    return Reading::question;
  }

 private:
  Reading header(std::string_view line) {
    constexpr std::string_view kSeparator = "#separator \\x", kFields = "#fields";
    if (line.starts_with(kSeparator)) {
      const std::string_view digits = line.substr(kSeparator.size(), 2);
      unsigned value = 0;
      if (std::from_chars(digits.data(), digits.data() + digits.size(), value, 16).ec == std::errc{})
        separator_ = static_cast<char>(value);
      return Reading::other;
    }
    if (line.starts_with(kFields)) {
      time_ = client_ = name_ = type_ = -1;
      std::string_view rest = line;
      for (int column = -1; !rest.empty(); ++column) {
        const std::string_view field = take_field(rest, separator_);
        if (field == "ts") time_ = column;
        if (field == "id.orig_h" || field == "id_orig_h") client_ = column;
        if (field == "query") name_ = column;
        if (field == "qtype_name") type_ = column;
      }
      return Reading::other;
    }
    for (const std::string_view word :
         {"#set_separator", "#empty_field", "#unset_field", "#path", "#open", "#types", "#close"}) {
      if (line.starts_with(word)) return Reading::other;
    }
    return Reading::foreign;
  }

  char separator_ = '\t';
  int time_ = -1, client_ = -1, name_ = -1, type_ = -1;
};

class ZeekJson final : public JsonFormReader {
 public:
  Reading read(const JsonFields& fields, LogTimes& times, Questions& out) override {
    const JsonFields::Field* const client = fields.find_end("orig_h");
    if (client == nullptr) return Reading::foreign;
    const std::string_view name = fields.text("query");
    if (name.empty()) {
      // A message without a question, or a line of another log of Zeek.
      return fields.has("uid") || fields.has("ts") ? Reading::other : Reading::foreign;
    }
    LogRecord& record = out.add(name, client->text, fields.text("qtype_name"));
    record.time = json_time(fields, {"ts", "@timestamp", "timestamp", "time"}, times);
    record.own_time = fields.has("ts");
    return Reading::question;
  }
};

}  // namespace

LogForm zeek_log() noexcept {
  return {.id = "zeek",
          .title = "Zeek: dns.log as TSV, JSON",
          .make = make_form<Zeek>,
          .make_json = make_json_form<ZeekJson>};
}

}  // namespace dgacast
