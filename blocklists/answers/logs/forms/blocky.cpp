// SPDX-License-Identifier: Apache-2.0
// Blocky's query log as CSV (with tabs; time, client, its names, milliseconds, reason, name, answer, code, response's
// type, question's type), and on its console as text or JSON:
//   2026-11-24 09:00:00<tab>192.0.2.1<tab>host<tab>12<tab>RESOLVED (x)<tab>a.example<tab>A
//   (..)<tab>NOERROR<tab>RESOLVED<tab>A INFO queryLog: query resolved  client_ip=192.0.2.1 question="A (a.example.)"
//   response_code=NXDOMAIN
#include "blocklists/answers/logs/log_envelope.h"
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_json.h"
#include "blocklists/answers/logs/log_row.h"
#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

/// "A (a.example.)"
bool take_question(std::string_view text, std::string_view client, Questions& out) {
  const std::string_view type = take_word(text);
  if (!is_type(type) || !text.starts_with('(')) return false;
  text.remove_prefix(1);
  const std::string_view name = take_field(text, ')');
  if (name.empty()) return false;
  out.add(name, client, type);
  return true;
}

class Blocky final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes& times, Questions& out) override {
    for (const char mark : {'\t', ','}) {
      const auto row = row_.split(line, mark);
      constexpr std::size_t kLeast = 8, kType = 9, kMost = 11;
      if (row.size() < kLeast || row.size() > kMost || !is_address(row[1]) || !number(row[3]) || row[5].empty())
        continue;
      const auto time = times.field(row[0]);
      if (!time) continue;
      const std::string_view type = row.size() > kType ? row[kType] : std::string_view{};
      LogRecord& record = out.add(row[5], row[1], is_type(type) ? type : std::string_view{});
      record.time = time;
      return Reading::question;
    }
    constexpr std::string_view kClient = "client_ip=", kQuestion = "question=";
    const auto client = line.find(kClient), question = line.find(kQuestion);
    if (client == std::string_view::npos) return Reading::foreign;
    std::string_view address = line.substr(client + kClient.size());
    address = unquoted(take_word(address));
    if (!is_address(address)) return Reading::foreign;
    if (question != std::string_view::npos) {
      std::string_view text = line.substr(question + kQuestion.size());
      if (text.starts_with('"')) text.remove_prefix(1);
      return take_question(text, address, out) ? Reading::question : Reading::other;
    }
    const std::string_view name = logfmt_value(line, "question_name");
    if (name.empty()) return Reading::other;
    out.add(name, address, logfmt_value(line, "question_type"));
    return Reading::question;
  }

 private:
  LogRow row_;
};

class BlockyJson final : public JsonFormReader {
 public:
  Reading read(const JsonFields& fields, LogTimes& times, Questions& out) override {
    const std::string_view client = fields.text("client_ip");
    if (client.empty()) return Reading::foreign;
    if (const std::string_view name = fields.text("question_name"); !name.empty()) {
      out.add(name, client, fields.text("question_type"));
    } else if (!take_question(fields.text("question"), client, out)) {
      return Reading::foreign;
    }
    out.all().back().time = json_time(fields, {"time", "timestamp"}, times);
    return Reading::question;
  }
};

}  // namespace

LogForm blocky_log() noexcept {
  return {.id = "blocky",
          .title = "Blocky: queryLog csv, csv-client, console",
          .make = make_form<Blocky>,
          .make_json = make_json_form<BlockyJson>};
}

}  // namespace dgacast
