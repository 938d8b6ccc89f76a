// SPDX-License-Identifier: Apache-2.0
// What `dnstap-read -y` prints: a YAML document for each message, `---` after it.
#include <array>
#include "blocklists/answers/logs/log_form.h"

#include "blocklists/answers/logs/log_text.h"
#include "blocklists/answers/logs/log_time.h"

namespace dgacast {
namespace {

class DnstapYaml final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes& times, Questions& out) override {
    if (line == "---") {
      const bool was_open = is_open_;
      is_open_ = false;
      return was_open ? Reading::other : Reading::foreign;
    }
    if (line == "type: MESSAGE") {
      begin();
      return Reading::other;
    }
    if (!is_open_) return Reading::foreign;
    std::string_view value = trimmed(line);
    const std::string_view key = take_field(value, ':');
    value = trimmed(value);
    if (key == "type") telling_ = value == "CLIENT_QUERY" ? 1 : value == "CLIENT_RESPONSE" ? 2 : 0;
    if (key == "query_time" || key == "response_time") {
      if (value.starts_with("!!timestamp ")) value.remove_prefix(12);
      if (key == "query_time" || !time_) time_ = times.field(value);
    }
    if (key == "query_address") client_size_ = unquoted(value).copy(client_.data(), client_.size());
    if (key == "CLIENT-SUBNET") subnet_size_ = unquoted(value).copy(subnet_.data(), subnet_.size());
    if (key == "QUESTION_SECTION") in_question_ = true;
    if (in_question_ && trimmed(line).starts_with("- ")) {
      in_question_ = false;
      return question(trimmed(line).substr(2), out);
    }
    return Reading::other;
  }

 private:
  void begin() {
    is_open_ = true;
    in_question_ = false;
    telling_ = 0;
    time_.reset();
    client_size_ = subnet_size_ = 0;
  }

  Reading question(std::string_view text, Questions& out) {  // 'a.example. IN A'
    text = unquoted(text);
    const std::string_view name = take_word(text), record_class = take_word(text), type = take_word(text);
    if (telling_ == 0 || !is_class(record_class)) return Reading::other;
    LogRecord& record =
        out.add(name, {client_.data(), client_size_}, type, telling_ == 1 ? Telling::query : Telling::reply);
    record.time = time_;
    record.own_time = true;
    record.subnet = {subnet_.data(), subnet_size_};
    telling_ = 0;
    return Reading::question;
  }

  bool is_open_ = false, in_question_ = false;
  int telling_ = 0;  // 1: a client's query, 2: its reply
  std::optional<UtcSeconds> time_;
  std::array<char, 64> client_{}, subnet_{};
  std::size_t client_size_ = 0, subnet_size_ = 0;
};

}  // namespace

LogForm dnstap_yaml_log() noexcept {
  return {.id = "dnstap-yaml", .title = "dnstap-read -y", .make = make_form<DnstapYaml>};
}

}  // namespace dgacast
