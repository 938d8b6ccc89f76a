// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/logs/log_parser.h"

#include <algorithm>
#include <cstring>

#include "blocklists/answers/logs/log_envelope.h"
#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

constexpr std::size_t kHeldNames = 64;       // bare names are held back until so many have come
constexpr std::size_t kShownText = 200;      // bytes of the first line that is not understood
constexpr std::size_t kLongestText = 1024;   // of a name, in bytes: escapes (\032) make names longer than 253
constexpr std::size_t kLongestClient = 255;  // a client's address, or its name

/// True for what has no blanks and no control characters. Eight bytes at a time, because each line asks.
bool is_printable(std::string_view text) noexcept {
  constexpr std::uint64_t kOnes = 0x0101010101010101, kTops = 0x8080808080808080;
  const auto has_bad = [](std::uint64_t bytes) {
    const std::uint64_t deletes = bytes ^ (0x7F * kOnes);
    return (((bytes - 0x21 * kOnes) & ~bytes) | ((deletes - kOnes) & ~deletes)) & kTops;
  };
  constexpr std::size_t kStep = sizeof(std::uint64_t);
  std::uint64_t bytes = 0, bad = 0;
  if (text.empty()) return true;
  if (text.size() < kStep) {
    bytes = 0x2E * kOnes;
    std::memcpy(&bytes, text.data(), text.size());
    return has_bad(bytes) == 0;
  }
  for (std::size_t i = 0; i + kStep <= text.size(); i += kStep) {
    std::memcpy(&bytes, text.data() + i, kStep);
    bad |= has_bad(bytes);
  }
  std::memcpy(&bytes, text.data() + text.size() - kStep, kStep);
  return (bad | has_bad(bytes)) == 0;
}

/// True for what cannot be anything but an IPv4 address without more, or a name.
bool is_canonical(std::string_view client) noexcept {
  return client.size() > 6 && client.size() < 16 && (client[1] == '.' || client[2] == '.' || client[3] == '.');
}

bool is_comment(std::string_view line) noexcept {
  return line.starts_with('#') || line.starts_with(';') || line.starts_with("//");
}

}  // namespace

LogParser::LogParser(LogParserOptions options)
    : times_(std::move(options.zone), options.now), forwarders_(options.forwarders) {
  const auto forms = log_forms();
  for (const LogForm& form : forms) {
    ids_.push_back(form.id);
    text_.push_back(form.make == nullptr ? nullptr : form.make());
    json_.push_back(form.make_json == nullptr ? nullptr : form.make_json());
    if (form.id == "plain") plain_ = ids_.size() - 1;
    if (&form == options.form) only_ = ids_.size() - 1;
  }
  if (options.columns) {
    only_ = ids_.size();
    ids_.emplace_back("columns");
    text_.push_back(make_columns(*options.columns));
    json_.push_back(make_json_columns(std::move(*options.columns)));
  }
  if (only_ && ids_[*only_] == "json") {  // any of those that are JSON
    only_.reset();
    for (auto& reader : text_) reader.reset();
  }
  plain_decided_ = only_ == plain_;
  counts_.resize(ids_.size());
}

LogParser::~LogParser() = default;

bool LogParser::is_wanted(std::size_t form) const noexcept { return !only_ || *only_ == form; }

std::span<const LogRecord> LogParser::read(std::string_view line) {
  ++lines_;
  questions_.clear();
  kept_ = 0;
  if (!texts_.empty()) texts_.clear();
  used_rooms_ = 0;
  envelope_time_.reset();
  refused_ = false;
  if (lines_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  if (splitter_.is_open()) {
    if (splitter_.may_continue(line)) {
      read_pieces(line);
      return accepted(line);
    }
    give_up_json();
  }
  timed_text_ = line;
  if (!read_last(line)) read_anew(line);
  return accepted(line);
}

/// The form of the last line that was read, which is mostly that of this one.
bool LogParser::read_last(std::string_view line) {
  if (!has_last_ || is_export_ || line.starts_with('{') || line.ends_with('}')) return false;
  if (last_stage_ == 0) return count(last_, text_[last_]->read(line, times_, questions_));
  const EnvelopeTexts inner = open_envelope(line, times_);
  return last_stage_ <= inner.count &&
         count(last_, text_[last_]->read(inner.text[last_stage_ - 1], times_, questions_));
}

void LogParser::read_anew(std::string_view line) {
  if (read_export(line)) return;
  if (JsonSplitter::may_begin(line)) {
    if (line.ends_with('}') && read_json(line, 0)) return;
    read_pieces(line);
    return;
  }
  if (const auto brace = line.find("{"); brace != std::string_view::npos && line.ends_with('}')) {
    if (read_json(line.substr(brace), 0)) return;
  }
  if (try_forms(line, 0)) return;
  const EnvelopeTexts inner = open_envelope(line, times_);
  for (std::size_t i = 0; i < inner.count; ++i) {
    if (try_forms(inner.text[i], i + 1)) return;
  }
  if (take_plain(line) || is_comment(line)) return;
  not_understood(line, lines_);
}

/// `journalctl -o export`: a field a line, and an empty line behind each message.
bool LogParser::read_export(std::string_view line) {
  if (line.empty()) {
    is_export_ = false;
    return true;
  }
  constexpr std::string_view kTime = "__REALTIME_TIMESTAMP=", kMessage = "MESSAGE=";
  if (!is_export_ && !line.starts_with("__CURSOR=") && !line.starts_with(kTime)) return false;
  const std::string_view key = line.substr(0, line.find('='));
  const bool is_field = key.size() < line.size() && std::ranges::all_of(key, [](char c) {
                          return is_digit(c) || (c >= 'A' && c <= 'Z') || c == '_';
                        });
  if (!is_field) {
    is_export_ = false;
    return false;
  }
  if (!is_export_) export_time_.reset();
  is_export_ = true;
  if (line.starts_with(kTime)) export_time_ = times_.field(line.substr(kTime.size()));
  if (!line.starts_with(kMessage)) return true;
  timed_text_ = line.substr(kMessage.size());
  envelope_time_ = export_time_;
  if (!try_forms(timed_text_, 0)) not_understood(line, lines_);
  return true;
}

/// A form that finds a question goes before one that only knows the line.
bool LogParser::try_forms(std::string_view text, std::size_t stage) {
  std::optional<std::size_t> other;
  for (std::size_t form = 0; form < text_.size(); ++form) {
    if (!text_[form] || form == plain_ || !is_wanted(form)) continue;
    const Reading reading = text_[form]->read(text, times_, questions_);
    if (reading == Reading::other && !other) other = form;
    if (reading != Reading::question) continue;
    last_ = form;
    last_stage_ = stage;
    has_last_ = true;
    return count(form, reading);
  }
  return other && count(*other, Reading::other);
}

bool LogParser::count(std::size_t form, Reading reading) {
  if (reading == Reading::foreign) return false;
  ++counts_[form].lines;
  if (reading == Reading::question) {
    form_of_line_ = form;
    // Names that stood alone before are odd lines of this log.
    if (!plain_decided_ && !plain_refused_ && form != plain_) refuse_plain();
  }
  return true;
}

/// Copies what the questions of this line point to, before the next object of the line takes its place.
void LogParser::keep_texts() {
  for (LogRecord& record : questions_.all().subspan(kept_)) {
    for (std::string_view* const text : {&record.name, &record.client, &record.type, &record.subnet})
      *text = texts_.emplace_back(*text);
  }
  kept_ = questions_.all().size();
}

/// False when `text` is not JSON.
bool LogParser::read_json(std::string_view text, std::size_t depth) {
  keep_texts();
  struct {
    LogParser* self;
    std::size_t depth;
    bool understood;
  } state{this, depth, false};
  const bool is_json = parsers_[depth].visit(text, [&state](const JsonFields& fields) {  // small: not allocated
    const bool one = state.self->read_object(fields, state.depth);
    state.understood = state.understood || one;
    return one;
  });
  if (is_json && !state.understood && depth == 0) not_understood(text, lines_);
  return depth == 0 ? is_json : state.understood;
}

bool LogParser::read_object(const JsonFields& fields, std::size_t depth) {
  keep_texts();
  const auto try_one = [&](std::size_t form) {
    if (!json_[form] || !is_wanted(form)) return false;
    const std::size_t before = questions_.all().size();
    const Reading reading = json_[form]->read(fields, times_, questions_);
    if (reading == Reading::question) last_json_ = form;
    if (reading == Reading::question && depth == 0) own_json_times(before);
    return count(form, reading);
  };
  if (try_one(last_json_)) return true;
  for (std::size_t form = 0; form < json_.size(); ++form) {
    if (form != last_json_ && try_one(form)) return true;
  }
  // The line of a program, in a string.
  const std::string_view message = message_of(fields);
  if (message.empty() || depth + 1 >= parsers_.size()) return false;
  const auto time = message_time(fields, times_);
  if (!envelope_time_) envelope_time_ = time;
  if (message.starts_with('{')) return read_json(message, depth + 1);
  timed_text_ = message;
  if (has_last_ && last_stage_ == 0 && count(last_, text_[last_]->read(message, times_, questions_))) return true;
  if (try_forms(message, 0)) return true;
  const EnvelopeTexts inner = open_envelope(message, times_);
  for (std::size_t i = 0; i < inner.count; ++i) {
    if (try_forms(inner.text[i], i + 1)) return true;
  }
  return false;
}

/// The beginning of a line of JSON tells no time.
void LogParser::own_json_times(std::size_t begin) noexcept {
  for (LogRecord& record : questions_.all().subspan(begin)) {
    if (!record.time) record.time = envelope_time_;
    record.own_time = true;
  }
}

void LogParser::read_pieces(std::string_view line) {
  std::size_t objects = 0;
  const bool fits = splitter_.add(line, [this, &objects](std::string_view object) {
    ++objects;
    if (!read_json(object, 0)) not_understood(object, lines_);
  });
  if (!fits) not_understood(line, lines_);
}

void LogParser::give_up_json() {
  not_understood("{", lines_ > splitter_.pending_lines() ? lines_ - splitter_.pending_lines() : 1);
  not_understood_ += splitter_.pending_lines() > 0 ? splitter_.pending_lines() - 1 : 0;
  splitter_.clear();
}

bool LogParser::take_plain(std::string_view line) {
  if (!text_[plain_] || !is_wanted(plain_) || plain_refused_) return false;
  if (text_[plain_]->read(line, times_, questions_) != Reading::question) return false;
  if (plain_decided_) return count(plain_, Reading::question);
  if (held_.empty()) held_first_ = lines_;
  held_.emplace_back(questions_.all().back().name);
  if (held_text_.empty()) held_text_ = line.substr(0, kShownText);
  questions_.clear();
  if (held_.size() >= kHeldNames) release_plain();
  return true;
}

void LogParser::release_plain() {
  plain_decided_ = true;
  for (const std::string& name : held_) {
    questions_.add(name, {}, {}).own_time = true;
    count(plain_, Reading::question);
  }
}

void LogParser::refuse_plain() {
  plain_refused_ = true;
  if (held_.empty()) return;
  not_understood_ += held_.size() - 1;
  not_understood(held_text_, held_first_);
  held_.clear();
}

void LogParser::not_understood(std::string_view line, std::uint64_t number) {
  ++not_understood_;
  if (first_not_understood_ != 0 && first_not_understood_ <= number) return;
  first_not_understood_ = number;
  first_text_.assign(line.substr(0, kShownText));
}

std::span<const LogRecord> LogParser::accepted(std::string_view line) {
  const std::span<LogRecord> all = questions_.all();
  if (all.empty()) return {};
  std::size_t kept = 0;
  for (LogRecord& record : all) {
    // What is logged was sent by anybody: names and clients with blanks or control characters are not taken for one.
    if (record.name.empty() || record.name.size() > kLongestText || record.client.size() > kLongestClient ||
        !is_printable(record.name) || !is_printable(record.client)) {
      if (!refused_) not_understood(line, lines_);
      refused_ = true;
      continue;
    }
    if (!record.own_time && !record.time) {
      record.time = times_.of_line(timed_text_);
      if (!record.time) record.time = time_in_envelope();
    }
    name_client(record);
    if (!record.time) ++untimed_;
    if (&all[kept] != &record) all[kept] = record;
    ++kept;
  }
  asked_ += kept;
  counts_[form_of_line_].questions += kept;
  return all.first(kept);
}

std::optional<UtcSeconds> LogParser::time_in_envelope() {
  if (envelope_time_) return envelope_time_;
  const EnvelopeTexts inner = open_envelope(timed_text_, times_);
  for (std::size_t i = 0; i < inner.count; ++i) {
    if (const auto time = times_.of_line(inner.text[i])) return time;
  }
  return std::nullopt;
}

void LogParser::name_client(LogRecord& record) {
  if (record.client == "-") record.client = {};
  const auto room = [this]() -> AskerText& {
    if (used_rooms_ == rooms_.size()) rooms_.push_back(std::make_unique<AskerText>());
    return *rooms_[used_rooms_++];
  };
  if (!is_canonical(record.client) && record.client.find(':') != std::string_view::npos)
    record.client = canonical_address(record.client, room());
  if (forwarders_.empty()) return;
  const bool is_forwarder =
      std::ranges::any_of(forwarders_, [&](const AddressRange& one) { return one.holds(record.client); });
  if (!is_forwarder) return;
  const std::string_view client = client_of_subnet(record.subnet, room());
  if (client.empty()) {
    ++without_subnet_;
  } else {
    record.client = client;
  }
}

std::span<const LogRecord> LogParser::pause() {
  questions_.clear();
  used_rooms_ = 0;
  if (!plain_decided_ && !plain_refused_ && !held_.empty()) release_plain();
  return accepted({});
}

std::span<const LogRecord> LogParser::finish() {
  const auto records = pause();
  if (splitter_.is_open() && splitter_.pending_lines() > 0) give_up_json();
  splitter_.clear();
  return records;
}

LogReport LogParser::report() const {
  LogReport report;
  report.lines = lines_;
  report.questions = asked_;
  report.untimed = untimed_;
  report.not_understood = not_understood_;
  report.first_not_understood = first_not_understood_;
  report.first_text = first_text_;
  report.without_subnet = without_subnet_;
  for (std::size_t form = 0; form < counts_.size(); ++form) {
    if (counts_[form].lines > 0) report.forms.push_back({ids_[form], counts_[form].lines, counts_[form].questions});
  }
  std::ranges::stable_sort(report.forms, std::ranges::greater{}, &LogReport::Form::lines);
  return report;
}

}  // namespace dgacast
