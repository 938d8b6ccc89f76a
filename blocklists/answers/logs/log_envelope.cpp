// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/logs/log_envelope.h"

#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

/// True for `named`, `named[77]`, `pi-hole/dnsmasq[12]`, `unbound.service[5]`.
bool is_tag(std::string_view text) noexcept {
  if (text.ends_with(']')) {
    const auto open = text.rfind('[');
    if (open == std::string_view::npos || open == 0) return false;
    if (!std::ranges::all_of(text.substr(open + 1, text.size() - open - 2), is_digit)) return false;
    text = text.substr(0, open);
  }
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return is_digit(c) || is_letter(c) || c == '-' || c == '_' || c == '.' || c == '/' || c == '(' || c == ')' ||
           c == '@';
  });
}

/// Behind RFC 5424's header: structured data is `-`, or groups in brackets whose texts are quoted.
std::string_view behind_structured_data(std::string_view text) noexcept {
  if (text.starts_with("- ")) return text.substr(2);
  while (text.starts_with('[')) {
    bool quoted = false;
    std::size_t i = 1;
    for (; i < text.size() && (quoted || text[i] != ']'); ++i) {
      if (text[i] == '\\') {
        ++i;
      } else if (text[i] == '"') {
        quoted = !quoted;
      }
    }
    text.remove_prefix(std::min(i + 1, text.size()));
  }
  return trimmed(text);
}

}  // namespace

EnvelopeTexts open_envelope(std::string_view line, LogTimes& times) {
  EnvelopeTexts out;
  const auto add = [&](std::string_view text) {
    text = trimmed(text);
    if (!text.empty() && out.count < out.text.size() && text.size() < line.size() &&
        (out.count == 0 || text.size() < out.text[out.count - 1].size()))
      out.text[out.count++] = text;
  };
  std::string_view text = line;
  if (const auto bar = text.find(" | "); bar < 64 && is_tag(trimmed(text.substr(0, bar)))) {
    text.remove_prefix(bar + 3);
    add(text);
  } else if (text.starts_with("[pod/")) {
    text.remove_prefix(std::min(text.find(']') + 1, text.size()));
    text = trimmed(text);
    add(text);
  }
  bool is_5424 = false;
  if (text.starts_with('<')) {
    const auto end = text.find('>');
    if (end <= 4) text.remove_prefix(end + 1);
    is_5424 = text.size() > 2 && text.starts_with("1 ");
    if (is_5424) text.remove_prefix(2);
  }
  const LogTimes::Front front = times.front(text);
  if (front.size > 0) {
    text.remove_prefix(front.size);
    text = trimmed(text);
    if (is_5424) {  // HOST PROGRAM PROCESS MESSAGE-ID STRUCTURED-DATA TEXT
      for (int i = 0; i < 4; ++i) take_word(text);
      text = behind_structured_data(text);
      if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
      add(text);
      return out;
    }
    for (const std::string_view stream : {"stdout ", "stderr "}) {  // the container runtime interface
      if (!text.starts_with(stream)) continue;
      text.remove_prefix(stream.size());
      if (text.starts_with("F ") || text.starts_with("P ")) text.remove_prefix(2);
      add(text);
      return out;
    }
    add(text);
  } else if (text.size() < line.size()) {
    add(text);
  }
  // HOST PROGRAM[PID]: TEXT; FACILITY.LEVEL PROGRAM: TEXT; PROGRAM: TEXT
  std::string_view rest = text;
  for (int words = 0; words < 3 && !rest.empty(); ++words) {
    const std::string_view word = take_word(rest);
    if (word.ends_with(':') && is_tag(word.substr(0, word.size() - 1))) {
      add(rest);
      break;
    }
    if (!is_tag(word) && word.find(':') == std::string_view::npos) break;
  }
  return out;
}

std::string_view message_of(const JsonFields& fields) {
  for (const std::string_view path : {"log", "MESSAGE", "message", "msg", "textPayload", "short_message", "line",
                                      "_raw", "body", "event", "SyslogMessage", "text", "jsonPayload.message",
                                      "result._raw", "_source.message", "event.original", "full_message"}) {
    if (const std::string_view text = fields.text(path); !text.empty()) return trimmed(text);
  }
  return {};
}

std::optional<UtcSeconds> json_time(const JsonFields& fields, std::initializer_list<std::string_view> paths,
                                    LogTimes& times) {
  for (const std::string_view path : paths) {
    const JsonFields::Field* const field = fields.find(path);
    if (field == nullptr) continue;
    if (const auto time = field->is_number ? LogTimes::epoch(field->number) : times.field(field->text)) return time;
  }
  return std::nullopt;
}

std::optional<UtcSeconds> message_time(const JsonFields& fields, LogTimes& times) {
  return json_time(fields,
                   {"_SOURCE_REALTIME_TIMESTAMP", "__REALTIME_TIMESTAMP", "time", "@timestamp", "timestamp", "ts",
                    "date", "_time", "TimeGenerated", "EventTime", "datetime", "receiveTimestamp"},
                   times);
}

}  // namespace dgacast
