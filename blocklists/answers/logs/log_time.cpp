// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/logs/log_time.h"

#include <cmath>

#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

constexpr std::int64_t kLastSecond = 253'402'300'799;  // 9999-12-31

struct Abbreviation {
  std::string_view name;
  int minutes;
};
// Those that mean one offset only. CST (China, America, Cuba), IST and the like are read by --log-timezone alone.
constexpr Abbreviation kZones[] = {{"UTC", 0},    {"GMT", 0},    {"Z", 0},      {"WET", 0},    {"WEST", 60},
                                   {"CET", 60},   {"CEST", 120}, {"EET", 120},  {"EEST", 180}, {"MSK", 180},
                                   {"JST", 540},  {"KST", 540},  {"HKT", 480},  {"SGT", 480},  {"EDT", -240},
                                   {"EST", -300}, {"CDT", -300}, {"MDT", -360}, {"MST", -420}, {"PDT", -420},
                                   {"PST", -480}, {"NZST", 720}, {"NZDT", 780}, {"AEST", 600}, {"AEDT", 660}};
constexpr std::string_view kMorning[] = {
    "AM", "am", "a.m.", "A.M.", "\xE4\xB8\x8A\xE5\x8D\x88", "\xEC\x98\xA4\xEC\xA0\x84", "\xE5\x8D\x88\xE5\x89\x8D"};
constexpr std::string_view kAfternoon[] = {
    "PM", "pm", "p.m.", "P.M.", "\xE4\xB8\x8B\xE5\x8D\x88", "\xEC\x98\xA4\xED\x9B\x84", "\xE5\x8D\x88\xE5\xBE\x8C"};

}  // namespace

/// Goes through the text of a time.
class LogTimes::Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::size_t position() const noexcept { return at_; }
  bool done() const noexcept { return at_ >= text_.size(); }
  char peek(std::size_t ahead = 0) const noexcept { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool take(char c) noexcept {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void blanks() noexcept {
    while (take(' ')) {
    }
  }
  std::size_t digits_ahead() const noexcept {
    std::size_t count = 0;
    while (is_digit(peek(count))) ++count;
    return count;
  }
  /// Up to `most` digits; nothing when there is none.
  std::optional<std::uint32_t> digits(std::size_t most) noexcept {
    std::uint32_t value = 0;
    std::size_t count = 0;
    for (; count < most && is_digit(peek()); ++count)
      value = value * 10 + static_cast<std::uint32_t>(text_[at_++] - '0');
    if (count == 0) return std::nullopt;
    return value;
  }
  /// Letters, bytes above 127 and digits among them ("11\u6708"), with a dot at the end.
  std::string_view word() noexcept {
    const std::size_t begin = at_;
    while (!done() && (is_letter(peek()) || is_digit(peek()) || (static_cast<unsigned char>(peek()) & 0x80) != 0))
      ++at_;
    take('.');
    return text_.substr(begin, at_ - begin);
  }
  bool take(std::string_view expected) noexcept {
    if (!text_.substr(std::min(at_, text_.size())).starts_with(expected)) return false;
    at_ += expected.size();
    return true;
  }
  void back(std::size_t at) noexcept { at_ = at; }

  /// `09:00:00`, with a fraction, AM or PM before or behind it, and a zone. False leaves the place as it was.
  bool clock() noexcept {
    const std::size_t begin = at_;
    take_half();
    blanks();
    const auto hours = digits(2);
    if (!hours || !take(':')) return fail(begin);
    const auto minutes = digits(2);
    if (!minutes) return fail(begin);
    std::uint32_t seconds = 0;
    if (take(':')) {
      const auto value = digits(2);
      if (!value) return fail(begin);
      seconds = *value;
      if ((peek() == '.' || peek() == ',') && is_digit(peek(1))) {
        ++at_;
        while (is_digit(peek())) ++at_;
      }
    }
    if (*hours > 23 || *minutes > 59 || seconds > 60) return fail(begin);
    const std::size_t end = at_;
    take(' ');
    if (!take_half()) at_ = end;
    std::uint32_t hour = *hours;
    if (half_ == 'a' && hour == 12) hour = 0;
    if (half_ == 'p' && hour < 12) hour += 12;
    second_of_day_ = static_cast<std::int64_t>(hour) * 3600 + *minutes * 60 + seconds;
    zone();
    return true;
  }
  /// `Z`, `+0800`, `+08:00`, ` UTC`; nothing when there is none.
  void zone() noexcept {
    const std::size_t begin = at_;
    take(' ');
    if (peek() == '+' || peek() == '-') {
      const bool behind = peek() == '-';
      ++at_;
      const std::size_t count = digits_ahead();
      const auto hours = digits(2);
      if (hours && (count == 2 || count == 4) && *hours <= 14) {
        std::uint32_t minutes = 0;
        if (count == 4) {
          minutes = digits(2).value_or(0);
        } else if (peek() == ':' && is_digit(peek(1)) && is_digit(peek(2))) {
          ++at_;
          minutes = digits(2).value_or(0);
        }
        const std::chrono::seconds offset{*hours * 3600 + minutes * 60};
        offset_ = behind ? -offset : offset;
        return;
      }
    } else if (is_letter(peek())) {
      const std::size_t from = at_;
      while (is_letter(peek())) ++at_;
      const std::string_view name = text_.substr(from, at_ - from);
      const bool ends = done() || peek() == ' ' || peek() == ']' || peek() == '\t' || peek() == '"' || peek() == ',';
      if (ends && (from > begin || name == "Z")) {
        for (const Abbreviation& one : kZones) {
          if (one.name != name) continue;
          offset_ = std::chrono::minutes{one.minutes};
          return;
        }
        if (name == "CST" || name == "IST" || name == "BST" || name == "AST" || name == "ART") {
          unclear_ = true;
          return;
        }
        if (name == "Local") return;  // Technitium
      }
    }
    at_ = begin;
  }

  std::int64_t second_of_day() const noexcept { return second_of_day_; }
  const std::optional<std::chrono::seconds>& offset() const noexcept { return offset_; }
  bool has_half() const noexcept { return half_ != '\0'; }
  bool is_unclear() const noexcept { return unclear_; }

 private:
  bool fail(std::size_t begin) noexcept {
    at_ = begin;
    return false;
  }
  bool take_half() noexcept {
    for (const std::string_view one : kMorning) {
      if (take(one)) return half_ = 'a', true;
    }
    for (const std::string_view one : kAfternoon) {
      if (take(one)) return half_ = 'p', true;
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::int64_t second_of_day_ = 0;
  std::optional<std::chrono::seconds> offset_;
  char half_ = '\0';
  bool unclear_ = false;  // an abbreviation that means several zones
};

/// Which of 11/10/2026 is the day: decided by an order that another date of the log showed, by a number above twelve,
/// and otherwise by the clock of the country: with AM and PM the month comes first.
bool LogTimes::day_first(std::uint32_t first, std::uint32_t second, bool has_half) {
  if (first > 12) day_first_ = true;
  if (second > 12) day_first_ = false;
  return day_first_.value_or(!has_half);
}

namespace {

std::optional<UtcSeconds> moment(std::int32_t year, std::uint32_t month, std::uint32_t day, std::int64_t second) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (!date.ok()) return std::nullopt;
  return UtcDay{date} + std::chrono::seconds{second};
}

}  // namespace

/// 2026-11-24, 2026/11/24 and 2026 Nov 24
bool LogTimes::year_first(Reader& in, Date& date) {
  date.year = static_cast<std::int32_t>(in.digits(4).value_or(0));
  const char mark = in.peek();
  in.take(mark);
  if (mark == ' ') {
    date.month = month_of(in.word());
    in.blanks();
    date.day = in.digits(2).value_or(0);
    return date.month != 0;
  }
  date.month = in.digits(2).value_or(0);
  if (date.month == 0 || !in.take(mark)) return false;
  date.day = in.digits(2).value_or(0);
  in.take('.');
  if (!in.take('T')) in.take('_');
  return true;
}

/// 24-Nov-2026, 24/Nov/2026:, 24 Nov 2026, 24. Nov, 11/24/2026, 24.11.26, and in Chinese 11(month) 24
bool LogTimes::number_first(Reader& in, Date& date) {
  const std::size_t begin = in.position();
  const std::uint32_t first = *in.digits(2);
  const char mark = in.peek();
  if (static_cast<unsigned char>(mark) >= 0x80) {
    in.back(begin);
    date.month = month_of(in.word());
    if (date.month == 0 || !in.take(' ')) return false;
    in.blanks();
    date.day = in.digits(2).value_or(0);
    date.has_year = false;
    return true;
  }
  if (mark != '-' && mark != '/' && mark != '.' && mark != ' ') return false;
  in.take(mark);
  in.blanks();
  if (is_digit(in.peek())) {
    if (mark == ' ') return false;
    date.first = first;
    date.second = *in.digits(2);
    date.mark = mark;
    if (date.second == 0 || !in.take(mark)) return false;
  } else {
    date.day = first;
    date.month = month_of(in.word());
    if (date.month == 0) return false;
    if (mark != ' ') in.take(mark);
  }
  in.blanks();
  const std::size_t count = in.digits_ahead();
  const bool is_short = count == 2 && date.second > 0 && in.peek(count) != ':';
  if (count == 4 || is_short) {
    date.year = static_cast<std::int32_t>(*in.digits(4)) + (is_short ? 2000 : 0);
    in.take('.');
  } else {
    date.has_year = false;
    if (date.second > 0) return false;
  }
  if (!in.take(':')) in.take(',');
  return true;
}

/// Nov 24, Nov 24 2026, Tue Nov 24; behind a weekday that is followed by a number, only the weekday is taken off.
bool LogTimes::word_first(Reader& in, Date& date, bool& is_weekday) {
  std::string_view word = in.word();
  if (!in.take(',') && in.peek() != ' ') return false;
  in.blanks();
  const std::size_t here = in.position();
  if (is_digit(in.peek())) {
    const std::size_t count = in.digits_ahead();
    date.month = count <= 2 ? month_of(word) : 0;
    if (date.month == 0) {
      constexpr std::size_t kLongestWeekday = 24;  // bytes
      in.back(here);
      return is_weekday = word.size() <= kLongestWeekday;
    }
  } else {
    word = in.word();
    date.month = month_of(word);
    if (date.month == 0) return false;
    in.blanks();
  }
  date.day = in.digits(2).value_or(0);
  in.take('.');
  in.take(',');
  in.blanks();
  date.has_year = in.digits_ahead() == 4;
  if (date.has_year) date.year = static_cast<std::int32_t>(*in.digits(4));
  return true;
}

/// 20261124T090001Z
LogTimes::Front LogTimes::compact(Reader& in) {
  const std::uint32_t day = *in.digits(8);
  in.take('T');
  in.blanks();
  const std::optional<std::uint32_t> clock = in.digits_ahead() == 6 ? in.digits(6) : std::nullopt;
  if (clock) {
    if (in.take('.')) in.digits(9);
    in.zone();
    if (*clock / 10'000 > 23 || *clock / 100 % 100 > 59 || *clock % 100 > 60) return {};
  } else if (!in.clock()) {
    return {};
  }
  const std::int64_t second =
      clock ? *clock / 10'000 * 3600 + *clock / 100 % 100 * 60 + *clock % 100 : in.second_of_day();
  const auto local = moment(static_cast<std::int32_t>(day / 10'000), day / 100 % 100, day % 100, second);
  if (!local) return {};
  return {in.offset() ? *local - *in.offset() : zone_.to_utc(*local), in.position(), true};
}

/// The clock behind a date, and the instant that both are.
LogTimes::Front LogTimes::finish(Reader& in, Date date) {
  in.blanks();
  if (!in.clock()) return {};
  if (date.second > 0) {
    const bool day_comes_first = date.mark == '.' || day_first(date.first, date.second, in.has_half());
    date.day = day_comes_first ? date.first : date.second;
    date.month = day_comes_first ? date.second : date.first;
  }
  if (!date.has_year) {  // ctime() has it at the end
    const std::size_t here = in.position();
    in.take(' ');
    const char next = in.peek(4);
    date.has_year =
        in.position() > here && in.digits_ahead() == 4 && (next == ' ' || next == '\0' || next == ':' || next == ']');
    if (date.has_year) {
      date.year = static_cast<std::int32_t>(*in.digits(4));
    } else {
      in.back(here);
    }
  }
  const auto instant = [&](std::int32_t year) -> std::optional<UtcSeconds> {
    const auto local = moment(year, date.month, date.day, in.second_of_day());
    if (!local || (in.is_unclear() && !zone_.is_told())) return std::nullopt;
    return in.offset() ? *local - *in.offset() : zone_.to_utc(*local);
  };
  if (date.has_year) return {instant(date.year), in.position(), true};
  // Lines a little in the future are those of a clock that is a little wrong, others those of a year before.
  constexpr std::int32_t kYears = 4;  // the last leap day
  const auto now = static_cast<std::int32_t>(civil(now_).year);
  for (std::int32_t year = now + 1; year >= now - kYears; --year) {
    const auto time = instant(year);
    if (time && *time <= now_ + std::chrono::days{1}) return {time, in.position(), false};
  }
  return {std::nullopt, in.position(), false};
}

LogTimes::Front LogTimes::front(std::string_view text) {
  Reader in{text};
  Date date;
  const std::size_t digits = in.digits_ahead();
  const char mark = in.peek(digits);
  if (digits == 4) {
    const bool is_date = mark == '-' || mark == '/' || mark == '.' || (mark == ' ' && is_letter(in.peek(5)));
    return is_date && year_first(in, date) ? finish(in, date) : Front{};
  }
  if (digits == 8 && (mark == 'T' || mark == ' ')) return compact(in);
  if (digits >= 9 && digits <= 19) {  // since 1970
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    return error == std::errc{} ? Front{epoch(value), static_cast<std::size_t>(end - text.data()), true} : Front{};
  }
  if (digits == 1 || digits == 2) {
    if (mark != ':') return number_first(in, date) ? finish(in, date) : Front{};
    return in.clock() ? Front{std::nullopt, in.position(), true} : Front{};  // of a day that is not told
  }
  if (digits > 0 || (!is_letter(in.peek()) && static_cast<unsigned char>(in.peek()) < 0x80)) return {};
  bool is_weekday = false;
  if (!word_first(in, date, is_weekday)) return {};
  if (!is_weekday) return finish(in, date);
  Front rest = front(text.substr(in.position()));
  if (rest.size > 0) rest.size += in.position();
  return rest;
}

std::optional<UtcSeconds> LogTimes::epoch(double value) {
  if (!(value >= 0)) return std::nullopt;
  constexpr double kMillis = 1e11, kMicros = 1e14, kNanos = 1e17;  // the first is in the year 5138, as seconds
  if (value >= kNanos) value /= 1e9;
  if (value >= kMicros) value /= 1e6;
  if (value >= kMillis) value /= 1e3;
  if (value > static_cast<double>(kLastSecond)) return std::nullopt;
  return UtcSeconds{std::chrono::seconds{static_cast<std::int64_t>(value)}};
}

std::optional<UtcSeconds> LogTimes::field(std::string_view text) {
  text = unquoted(trimmed(text));
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  if (text.empty()) return std::nullopt;
  if (std::ranges::all_of(text, [](char c) { return is_digit(c) || c == '.'; }) && std::ranges::count(text, '.') <= 1) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    return error == std::errc{} && end == text.data() + text.size() ? epoch(value) : std::nullopt;
  }
  const Front front = this->front(text);
  return trimmed(text.substr(front.size)).empty() ? front.time : std::nullopt;
}

std::optional<UtcSeconds> LogTimes::of_line(std::string_view line) {
  if (last_size_ > 0 && line.starts_with(std::string_view{last_text_.data(), last_size_}) &&
      (line.size() == last_size_ || !is_digit(line[last_size_]) || last_text_[last_size_ - 1] == '.'))
    return last_time_;
  std::string_view text = line;
  if (text.starts_with('<')) {  // RFC 3164, RFC 5424
    const auto end = text.find('>');
    if (end > 4) return std::nullopt;
    text.remove_prefix(end + 1);
    if (text.starts_with("1 ")) text.remove_prefix(2);
  }
  while (!text.empty() && (text.front() == '[' || text.front() == '"' || text.front() == ' ')) text.remove_prefix(1);
  Front front = this->front(text);
  if (front.size == 0) return std::nullopt;
  if (!front.has_year) {  // syslog around a program that writes the year itself
    const auto colon = text.find(": ", front.size);
    if (colon != std::string_view::npos) {
      const std::string_view inner = text.substr(colon + 2);
      const Front full = this->front(inner.substr(inner.starts_with('[') ? 1 : 0));
      if (full.time && full.has_year && inner.substr(0, full.size).find(':') != std::string_view::npos)
        front.time = full.time;
    }
  }
  // What tells the second is the same in the next lines; a fraction and a zone behind it are not.
  const auto begin = static_cast<std::size_t>(text.data() - line.data());
  std::size_t size = begin + front.size;
  const auto dot = line.substr(0, size).rfind('.');
  if (dot != std::string_view::npos && dot > begin && line.find(':', begin) < dot) {
    std::size_t end = dot + 1;
    while (end < size && is_digit(line[end])) ++end;
    size = end == size ? dot + 1 : 0;  // with a zone behind the fraction
  }
  if (size > 0 && size <= last_text_.size() && front.time) {
    last_size_ = line.substr(0, size).copy(last_text_.data(), last_text_.size());
    last_time_ = front.time;
  }
  return front.time;
}

}  // namespace dgacast
