// SPDX-License-Identifier: Apache-2.0
#include "blocklists/logs/log_record.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string>

#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, 7> kForms{"bind", "unbound", "dnsmasq", "zeek", "json", "dnstap", "plain"};
constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// The text up to the first space, which is taken off with the spaces behind it.
std::string_view take_word(std::string_view& text) {
  const auto end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(text.find_first_not_of(' ', end), text.size()));
  return word;
}

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::uint32_t> month_of(std::string_view text) {
  const auto found = std::ranges::find(kMonths, text);
  if (found == kMonths.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - kMonths.begin()) + 1;
}

std::optional<UtcSeconds> moment(std::uint32_t year, std::uint32_t month, std::uint32_t day, std::string_view clock) {
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(year)}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (!date.ok() || clock.size() < 8 || clock[2] != ':' || clock[5] != ':') return std::nullopt;
  const auto hour = number(clock.substr(0, 2)), minute = number(clock.substr(3, 2)),
             second = number(clock.substr(6, 2));
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return UtcDay{date} + std::chrono::seconds{*hour * 3600 + *minute * 60 + *second};
}

/// `YYYY-MM-DDTHH:MM:SS`, with a fraction and Z or +HHMM or +HH:MM behind it.
std::optional<UtcSeconds> iso_time(std::string_view text) {
  constexpr std::size_t kDate = 10, kClock = 19;
  if (text.size() < kClock || text[4] != '-' || text[7] != '-' || (text[kDate] != 'T' && text[kDate] != ' '))
    return std::nullopt;
  const auto year = number(text.substr(0, 4)), month = number(text.substr(5, 2)), day = number(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  auto time = moment(*year, *month, *day, text.substr(kDate + 1));
  const auto sign = text.find_first_of("+-", kClock);
  if (!time || sign == std::string_view::npos) return time;
  std::string_view zone = text.substr(sign + 1);
  const auto hours = number(zone.substr(0, 2));
  zone.remove_prefix(std::min<std::size_t>(zone.size(), zone.size() > 2 && zone[2] == ':' ? 3 : 2));
  const auto minutes = number(zone.substr(0, 2));
  if (!hours) return time;
  const std::chrono::seconds offset{*hours * 3600 + minutes.value_or(0) * 60};
  return text[sign] == '+' ? *time - offset : *time + offset;
}

/// Seconds since 1970, with a fraction that is dropped.
std::optional<UtcSeconds> epoch_time(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  constexpr std::int64_t kLast = 253'402'300'799;
  if (error != std::errc{} || value < 0 || value > kLast || (end != text.data() + text.size() && *end != '.'))
    return std::nullopt;
  return UtcSeconds{std::chrono::seconds{value}};
}

/// An address without what stands behind `mark` (a port).
std::string_view before_last(std::string_view text, char mark) {
  const auto at = text.rfind(mark);
  return at == std::string_view::npos ? text : text.substr(0, at);
}

bool is_address(std::string_view text) {
  return text.size() >= 2 &&
         std::ranges::all_of(text,
                             [](char c) {
                               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ||
                                      c == '.' || c == ':';
                             }) &&
         text.find_first_of(".:") != std::string_view::npos;
}

}  // namespace

std::string_view to_text(LogForm form) noexcept { return kForms[static_cast<std::size_t>(form)]; }

LogForm parse_log_form(std::string_view text, std::string_view where) {
  const auto found = std::ranges::find(kForms, text);
  if (found == kForms.end()) {
    throw InputError{{std::string(where), quote(text) + " is no form of log",
                      suggest(text, kForms, "give bind, unbound, dnsmasq, zeek, json, dnstap or plain")}};
  }
  return static_cast<LogForm>(found - kForms.begin());
}

/// One parser for all lines.
class LogParser::Json {
 public:
  bool read(std::string_view line, LogRecord& record) {
    if (line.size() + simdjson::SIMDJSON_PADDING > room_.size())
      room_.resize(2 * line.size() + simdjson::SIMDJSON_PADDING);
    std::memcpy(room_.data(), line.data(), line.size());
    std::memset(room_.data() + line.size(), 0, simdjson::SIMDJSON_PADDING);
    simdjson::dom::element all;
    if (parser_.parse(room_.data(), line.size(), false).get(all) != simdjson::SUCCESS || !all.is_object()) return false;
    const auto text = [](const simdjson::dom::element& object, std::string_view key) {
      std::string_view value;
      return object.at_key(key).get_string().get(value) == simdjson::SUCCESS ? value : std::string_view{};
    };
    simdjson::dom::element dns;
    if (all.at_key("dns").get(dns) == simdjson::SUCCESS && dns.is_object()) {  // Suricata
      const std::string_view type = text(dns, "type");
      if (type == "answer" || type == "response") return false;
      record.name = text(dns, "rrname");
      simdjson::dom::element first;
      if (record.name.empty() && dns.at_pointer("/queries/0").get(first) == simdjson::SUCCESS)
        record.name = text(first, "rrname");
      record.client = text(all, "src_ip");
      record.time = iso_time(text(all, "timestamp"));
    } else if (all.at_key("rrname").error() == simdjson::SUCCESS) {  // COF
      record.name = text(all, "rrname");
      record.client = {};
      record.time = time_of(all, "time_first");
    } else {  // Zeek
      record.name = text(all, "query");
      record.client = text(all, "id.orig_h");
      record.time = time_of(all, "ts");
    }
    return !record.name.empty();
  }

 private:
  static std::optional<UtcSeconds> time_of(const simdjson::dom::element& object, std::string_view key) {
    simdjson::dom::element value;
    if (object.at_key(key).get(value) != simdjson::SUCCESS) return std::nullopt;
    std::string_view text;
    if (value.get_string().get(text) == simdjson::SUCCESS) {
      const auto time = iso_time(text);
      return time ? time : epoch_time(text);
    }
    double seconds = 0;
    constexpr double kLast = 253'402'300'799;
    if (value.get_double().get(seconds) != simdjson::SUCCESS || !(seconds >= 0 && seconds <= kLast))
      return std::nullopt;
    return UtcSeconds{std::chrono::seconds{static_cast<std::int64_t>(seconds)}};
  }

  simdjson::dom::parser parser_;
  std::string room_;
};

LogParser::LogParser(std::optional<LogForm> form, UtcSeconds now)
    : form_(form), now_(now), json_(std::make_unique<Json>()) {}
LogParser::~LogParser() = default;

std::optional<LogForm> LogParser::guess(std::string_view line) const {
  if (line.starts_with('#')) {
    if (line.starts_with("#separator") || line.starts_with("#fields")) return LogForm::zeek;
    return std::nullopt;
  }
  if (line.starts_with('{')) return LogForm::json;
  const auto has = [line](std::string_view part) { return line.find(part) != std::string_view::npos; };
  if (has(" query: ") && has("client ")) return LogForm::bind;
  if (has("dnsmasq")) return LogForm::dnsmasq;
  if (has("unbound[")) return LogForm::unbound;
  if (has(" -> ") && (has(" UDP ") || has(" TCP ") || has(" DOT ") || has(" DOH "))) return LogForm::dnstap;
  if (!line.empty() && line.find_first_of(" \t=[]{}\"") == std::string_view::npos) return LogForm::plain;
  return std::nullopt;
}

bool LogParser::read(std::string_view line, LogRecord& record) {
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  if (!form_) form_ = guess(line);
  return form_ && read_as(*form_, line, record) && !record.name.empty();
}

bool LogParser::read_as(LogForm form, std::string_view line, LogRecord& record) {
  switch (form) {
    case LogForm::bind:
      return read_bind(line, record);
    case LogForm::unbound:
      return read_unbound(line, record);
    case LogForm::dnsmasq:
      return read_dnsmasq(line, record);
    case LogForm::zeek:
      return read_zeek(line, record);
    case LogForm::json:
      return line.starts_with('{') && json_->read(line, record);
    case LogForm::dnstap:
      return read_dnstap(line, record);
    case LogForm::plain:
      if (line.starts_with('#') || line.find(' ') != std::string_view::npos) return false;
      record = {line, {}, {}};
      return true;
  }
  return false;
}

/// The time at the beginning of a line: `25-Nov-2026 11:20:47`, `Nov 25 11:20:47` (syslog), ISO 8601, `[1795000000]`.
std::optional<UtcSeconds> LogParser::leading_time(std::string_view line) {
  constexpr std::size_t kLongest = 20;
  const std::string_view text = line.substr(0, kLongest);
  if (text == std::string_view{last_text_.data(), last_size_}) return last_time_;
  std::optional<UtcSeconds> time;
  std::size_t used = 0;  // octets that tell the time; iso_time looks further, for a zone
  if (text.starts_with('[')) {
    const auto end = line.find(']');
    time = epoch_time(line.substr(1, end == std::string_view::npos ? 0 : end - 1));
  } else if (text.size() == kLongest && text[2] == '-' && text[6] == '-') {
    const auto day = number(text.substr(0, 2)), month = month_of(text.substr(3, 3)), year = number(text.substr(7, 4));
    if (day && month && year) time = moment(*year, *month, *day, text.substr(12));
    used = kLongest;
  } else if (text.size() >= 15 && month_of(text.substr(0, 3)) && text[3] == ' ') {
    const auto month = month_of(text.substr(0, 3));
    const auto day = number(text.substr(text[4] == ' ' ? 5 : 4, text[4] == ' ' ? 1 : 2));
    const std::uint32_t year = civil(now_).year;
    if (day) time = moment(year, *month, *day, text.substr(7));
    // Lines a little in the future are those of a clock that is a little wrong, others those of last year.
    if (day && (!time || *time > now_ + std::chrono::days{1})) time = moment(year - 1, *month, *day, text.substr(7));
    used = kLongest;
  } else {
    time = iso_time(line.substr(0, std::min(line.find(' ', 11), line.size())));
  }
  if (used > 0) {
    last_size_ = text.copy(last_text_.data(), last_text_.size());
    last_time_ = time;
  }
  return time;
}

// 25-Nov-2026 11:20:47.123 queries: info: client @0x7f0c 192.0.2.1#53123 (a.example): query: a.example IN A +E(0)K (..)
bool LogParser::read_bind(std::string_view line, LogRecord& record) {
  constexpr std::string_view kClient = "client ", kQuery = ": query: ";
  const auto client = line.find(kClient);
  if (client == std::string_view::npos) return false;
  const auto query = line.find(kQuery, client);
  if (query == std::string_view::npos) return false;
  std::string_view rest = line.substr(client + kClient.size());
  if (rest.starts_with('@')) take_word(rest);
  record.client = before_last(take_word(rest), '#');
  rest = line.substr(query + kQuery.size());
  record.name = take_word(rest);
  record.time = leading_time(line);
  return true;
}

// [1795000000] unbound[12:0] info: 192.0.2.1 a.example. A IN    (log-queries; log-replies goes on: NOERROR 0.01 0 45)
bool LogParser::read_unbound(std::string_view line, LogRecord& record) {
  constexpr std::string_view kInfo = " info: ";
  const auto info = line.find(kInfo);
  if (info == std::string_view::npos) return false;
  std::string_view rest = line.substr(info + kInfo.size());
  for (const std::string_view tag : {"query: ", "reply: "}) {
    if (rest.starts_with(tag)) rest.remove_prefix(tag.size());
  }
  record.client = take_word(rest);
  record.name = take_word(rest);
  if (!is_address(record.client) || take_word(rest).empty() || take_word(rest) != "IN") return false;
  record.time = leading_time(line);
  return true;
}

// Nov 25 11:20:47 dnsmasq[12]: query[A] a.example from 192.0.2.1    (=extra: dnsmasq[12]: 7 192.0.2.1/53 query[A] ...)
bool LogParser::read_dnsmasq(std::string_view line, LogRecord& record) {
  const auto query = line.find("query[");
  if (query == std::string_view::npos) return false;
  std::string_view rest = line.substr(query);
  take_word(rest);
  record.name = take_word(rest);
  if (take_word(rest) != "from") return false;
  record.client = take_word(rest);
  record.time = leading_time(line);
  return true;
}

bool LogParser::read_zeek(std::string_view line, LogRecord& record) {
  if (line.starts_with('#')) {
    std::string_view rest = line;
    if (line.starts_with("#separator \\x")) {
      unsigned value = 0;
      const std::string_view digits = line.substr(13, 2);
      if (std::from_chars(digits.data(), digits.data() + digits.size(), value, 16).ec == std::errc{})
        zeek_.separator = static_cast<char>(value);
    } else if (line.starts_with("#fields")) {
      zeek_.time = zeek_.client = zeek_.name = -1;
      for (int column = -1; !rest.empty(); ++column) {
        const auto end = std::min(rest.find(zeek_.separator), rest.size());
        const std::string_view field = rest.substr(0, end);
        if (field == "ts") zeek_.time = column;
        if (field == "id.orig_h") zeek_.client = column;
        if (field == "query") zeek_.name = column;
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    return false;
  }
  if (zeek_.name < 0) return false;
  record = {};
  for (int column = 0; !line.empty(); ++column) {
    const auto end = std::min(line.find(zeek_.separator), line.size());
    const std::string_view field = line.substr(0, end);
    if (column == zeek_.time) {
      record.time = epoch_time(field);
      if (!record.time) record.time = iso_time(field);
    }
    if (column == zeek_.client) record.client = field;
    if (column == zeek_.name) record.name = field;
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return record.name != "-" && record.name != "(empty)";
}

// 25-Nov-2026 11:20:47.123 CQ 192.0.2.1:53123 -> 192.0.2.53:53 UDP 40b a.example/IN/A
bool LogParser::read_dnstap(std::string_view line, LogRecord& record) {
  std::string_view rest = line;
  take_word(rest);
  take_word(rest);
  const std::string_view type = take_word(rest);
  if (type.size() != 2 || type[1] != 'Q') return false;
  record.client = before_last(take_word(rest), ':');
  if (record.client.starts_with('[') && record.client.ends_with(']'))
    record.client = record.client.substr(1, record.client.size() - 2);
  const std::string_view question = rest.substr(rest.rfind(' ') + 1);
  record.name = before_last(before_last(question, '/'), '/');
  record.time = leading_time(line);
  return record.name.size() != question.size();
}

}  // namespace dgacast
