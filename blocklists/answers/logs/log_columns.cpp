// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/logs/log_columns.h"

#include <array>

#include "blocklists/answers/logs/log_envelope.h"
#include "blocklists/answers/logs/log_row.h"
#include "blocklists/answers/logs/log_text.h"
#include "dga/core/ascii.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::string_view kHint =
    "give time=COLUMN,client=COLUMN,name=COLUMN: numbers from 1, names of the header, or paths such as dns.qname";

/// Where a column is: a number, or the place of its name in the header.
class Place {
 public:
  explicit Place(const std::string& text) : name_(text) {
    if (const auto value = number(text); value && *value > 0) at_ = *value - 1;
  }
  bool is_wanted() const noexcept { return !name_.empty(); }
  bool needs_header() const noexcept { return is_wanted() && !at_; }
  void find(std::span<const std::string_view> header) {
    for (std::size_t i = 0; i < header.size() && !at_; ++i) {
      if (trimmed(header[i]) == name_) at_ = i;
    }
  }
  std::string_view of(std::span<const std::string_view> row) const noexcept {
    return at_ && *at_ < row.size() ? trimmed(row[*at_]) : std::string_view{};
  }

 private:
  std::string name_;
  std::optional<std::size_t> at_;
};

class Columns final : public FormReader {
 public:
  explicit Columns(const LogColumns& columns)
      : name_(columns.name), client_(columns.client), time_(columns.time), type_(columns.type) {}

  Reading read(std::string_view line, LogTimes& times, Questions& out) override {
    if (mark_ == '\0') {
      mark_ = LogRow::mark_of(line);
      if (mark_ == '\0') mark_ = ',';
    }
    if (!begun_ && needs_header()) {
      begun_ = true;
      const auto header = row_.split(line.starts_with('#') ? trimmed(line.substr(1)) : line, mark_);
      for (Place* const one : places()) one->find(header);
      return needs_header() ? Reading::foreign : Reading::other;
    }
    if (needs_header()) return Reading::foreign;  // the first line had not all of the columns
    const auto row = row_.split(line, mark_);
    const std::string_view name = name_.of(row);
    if (name.empty()) return Reading::foreign;
    // A header may be there although the columns are told by number.
    if (name.find('.') == std::string_view::npos && known_column(name) == KnownColumn::name) return Reading::other;
    LogRecord& record = out.add(name, client_.of(row), type_.of(row));
    record.own_time = true;
    record.time = times.field(time_.of(row));
    return Reading::question;
  }

 private:
  std::array<Place*, 4> places() noexcept { return {&name_, &client_, &time_, &type_}; }
  bool needs_header() noexcept {
    return std::ranges::any_of(places(), [](const Place* one) { return one->needs_header(); });
  }

  Place name_, client_, time_, type_;
  char mark_ = '\0';
  bool begun_ = false;
  LogRow row_;
};

class JsonColumns final : public JsonFormReader {
 public:
  explicit JsonColumns(LogColumns columns) : columns_(std::move(columns)) {}
  Reading read(const JsonFields& fields, LogTimes& times, Questions& out) override {
    const std::string_view name = fields.text(columns_.name);
    if (name.empty()) return Reading::foreign;
    LogRecord& record = out.add(name, fields.text(columns_.client), fields.text(columns_.type));
    record.own_time = true;
    record.time = json_time(fields, {columns_.time}, times);
    return Reading::question;
  }

 private:
  LogColumns columns_;
};

struct Known {
  std::string_view word;
  KnownColumn column;
};
constexpr Known kKnown[] = {{"qname", KnownColumn::name},
                            {"query", KnownColumn::name},
                            {"queryname", KnownColumn::name},
                            {"domain", KnownColumn::name},
                            {"domainname", KnownColumn::name},
                            {"questionname", KnownColumn::name},
                            {"dnsquestionname", KnownColumn::name},
                            {"question", KnownColumn::name},
                            {"dnsqname", KnownColumn::name},
                            {"dnsquery", KnownColumn::name},
                            {"dnsqryname", KnownColumn::name},
                            {"rrname", KnownColumn::name},
                            {"dnsrrname", KnownColumn::name},
                            {"fqdn", KnownColumn::name},
                            {"requestdomain", KnownColumn::name},
                            {"client", KnownColumn::client},
                            {"clientip", KnownColumn::client},
                            {"clientipaddress", KnownColumn::client},
                            {"clientaddress", KnownColumn::client},
                            {"srcip", KnownColumn::client},
                            {"sourceip", KnownColumn::client},
                            {"sourceipaddress", KnownColumn::client},
                            {"sourceaddress", KnownColumn::client},
                            {"src", KnownColumn::client},
                            {"srcaddr", KnownColumn::client},
                            {"ipsrc", KnownColumn::client},
                            {"queryip", KnownColumn::client},
                            {"networkqueryip", KnownColumn::client},
                            {"remote", KnownColumn::client},
                            {"remoteip", KnownColumn::client},
                            {"idorigh", KnownColumn::client},
                            {"origh", KnownColumn::client},
                            {"internalip", KnownColumn::client},
                            {"deviceip", KnownColumn::client},
                            {"localip", KnownColumn::client},
                            {"ip", KnownColumn::client},
                            {"time", KnownColumn::time},
                            {"timestamp", KnownColumn::time},
                            {"datetime", KnownColumn::time},
                            {"date", KnownColumn::time},
                            {"ts", KnownColumn::time},
                            {"querytime", KnownColumn::time},
                            {"querytimestamp", KnownColumn::time},
                            {"eventtime", KnownColumn::time},
                            {"starttime", KnownColumn::time},
                            {"requestts", KnownColumn::time},
                            {"frametime", KnownColumn::time},
                            {"frametimeepoch", KnownColumn::time},
                            {"timestamprfc3339ns", KnownColumn::time},
                            {"dnstaptimestamprfc3339ns", KnownColumn::time},
                            {"type", KnownColumn::type},
                            {"qtype", KnownColumn::type},
                            {"querytype", KnownColumn::type},
                            {"questiontype", KnownColumn::type},
                            {"recordtype", KnownColumn::type},
                            {"rrtype", KnownColumn::type},
                            {"dnsqtype", KnownColumn::type}};

}  // namespace

KnownColumn known_column(std::string_view header) noexcept {
  std::array<char, 32> word;
  std::size_t size = 0;
  for (const char c : header) {
    if (!is_letter(c) && !is_digit(c)) continue;
    if (size == word.size()) return KnownColumn::none;
    word[size++] = lower(c);
  }
  for (const Known& one : kKnown) {
    if (one.word == std::string_view{word.data(), size}) return one.column;
  }
  return KnownColumn::none;
}

LogColumns parse_log_columns(std::string_view text, std::string_view where) {
  LogColumns columns;
  std::string_view rest = text;
  while (!rest.empty()) {
    std::string_view value = take_field(rest, ',');
    const std::string_view key = take_field(value, '=');
    std::string* const target = key == "name"     ? &columns.name
                                : key == "client" ? &columns.client
                                : key == "time"   ? &columns.time
                                : key == "type"   ? &columns.type
                                                  : nullptr;
    if (target == nullptr || value.empty() || !target->empty())
      throw InputError{{std::string(where), quote(text) + " does not name columns", std::string(kHint)}};
    target->assign(value);
  }
  if (columns.name.empty())
    throw InputError{{std::string(where), quote(text) + " does not tell the column of the name", std::string(kHint)}};
  return columns;
}

std::unique_ptr<FormReader> make_columns(LogColumns columns) { return std::make_unique<Columns>(columns); }
std::unique_ptr<JsonFormReader> make_json_columns(LogColumns columns) {
  return std::make_unique<JsonColumns>(std::move(columns));
}

}  // namespace dgacast
