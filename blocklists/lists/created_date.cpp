// SPDX-License-Identifier: Apache-2.0
#include "blocklists/lists/created_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "dga/core/ascii.h"
#include "dga/core/month_names.h"

namespace dgacast {
namespace {

using std::chrono::days;

std::string_view unwrapped(std::string_view text) noexcept {
  constexpr std::string_view kAround = " \t\"'()[]*";
  while (!text.empty() && kAround.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && kAround.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

/// Words for "it is not known".
bool says_unknown(std::string_view text) noexcept {
  constexpr std::string_view kBeginnings[] = {"redacted", "not ", "no ", "unknown", "hidden", "private", "undefined"};
  constexpr std::string_view kWords[] = {
      "n/a", "na",  "n.a.", "nil",     "none",    "null",  "nan",   "nat",         "tbd",     "\\n",  "?",         "-",
      "--",  "---", "??",   "missing", "invalid", "false", "unset", "unavailable", "expired", "free", "available", "."};
  if (std::ranges::any_of(kWords, [text](std::string_view word) { return same_word(text, word); })) return true;
  return std::ranges::any_of(kBeginnings, [text](std::string_view word) {
    return text.size() >= word.size() && same_word(text.substr(0, word.size()), word);
  });
}

/// Takes "before" and its like off; true when one was there.
bool take_before(std::string_view& text) noexcept {
  for (const std::string_view word :
       {"before", "prior to", "older than", "earlier than", "pre-", "pre ", "until", "<="}) {
    if (text.size() > word.size() && same_word(text.substr(0, word.size()), word)) {
      text = unwrapped(text.substr(word.size()));
      return true;
    }
  }
  if (text.size() < 2 || text.front() != '<') return false;
  text = unwrapped(text.substr(1));
  return true;
}

/// 1 to 12 of "Aug", "August", "aug."; 0 for anything else.
unsigned month_of(std::string_view word) noexcept {
  if (word.size() < 3) return 0;
  for (unsigned i = 0; i < 12; ++i) {
    const bool begins =
        word.size() <= kLongMonthNames[i].size() && same_word(word, kLongMonthNames[i].substr(0, word.size()));
    if (begins && (word.size() == 3 || word.size() == kLongMonthNames[i].size() || same_word(word, "sept")))
      return i + 1;
  }
  return 0;
}

bool is_weekday(std::string_view word) noexcept {
  if (word.size() < 3) return false;
  for (const std::string_view day : {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}) {
    if (word.size() <= day.size() && same_word(word, day.substr(0, word.size()))) return true;
  }
  return false;
}

/// A number or a month in words.
struct Piece {
  unsigned number = 0;
  std::size_t digits = 0;  // 0: a month in words
};

struct Pieces {
  std::array<Piece, 3> piece;
  std::size_t count = 0;
  std::array<char, 2> between{};  // the sign behind the first and the second
  bool bad = false;
};

/// The first three numbers or months. A time behind them ends the reading.
Pieces pieces_of(std::string_view text) noexcept {
  Pieces out;
  while (!text.empty() && out.count < 3) {
    const bool number = is_digit(text.front());
    std::size_t size = 0;
    while (size < text.size() && (number ? is_digit(text[size]) : is_letter(text[size]))) ++size;
    if (size == 0) {
      out.bad = true;
      return out;
    }
    const std::string_view word = text.substr(0, size);
    text.remove_prefix(size);
    if (number && out.count > 0 && text.starts_with(':')) {  // a time, and in "Sep 15 04:00:00 UTC 1997" a year behind
      text.remove_prefix(std::min(text.find_first_not_of("0123456789:."), text.size()));
      text.remove_prefix(std::min(text.find_last_of(' ') + 1, text.size()));
      if (text.size() != 4 || !std::ranges::all_of(text, is_digit)) return out;
      continue;
    }
    Piece piece;
    if (number) {
      if (size > 4) {
        out.bad = true;
        return out;
      }
      std::from_chars(word.data(), word.data() + size, piece.number);
      piece.digits = size;
      for (const std::string_view ordinal : {"st", "nd", "rd", "th"}) {
        if (text.size() >= 2 && same_word(text.substr(0, 2), ordinal)) {
          text.remove_prefix(2);
          break;
        }
      }
    } else {
      piece.number = month_of(word);
      if (piece.number == 0) {
        out.bad = !is_weekday(word) || out.count > 0;
        if (out.bad) return out;
      }
    }
    const std::size_t next = text.find_first_not_of(" ,./-\t");
    if (next != 0 && !text.empty() && piece.number + piece.digits > 0 && out.count < 2)
      out.between[out.count] = text.front();
    if (piece.number + piece.digits > 0) out.piece[out.count++] = piece;
    if (out.count == 3) {
      out.bad = !text.empty() && (is_digit(text.front()) || (is_letter(text.front()) && lower(text.front()) != 't'));
      break;
    }
    if (next == 0 || next == std::string_view::npos) {
      const bool time = next == 0 && (text.front() == 'T' || text.front() == '(' || text.front() == '+');
      out.bad = next == 0 && !time;
      return out;
    }
    text.remove_prefix(next);
  }
  return out;
}

int full_year(const Piece& piece) noexcept {
  const int number = static_cast<int>(piece.number);
  if (piece.digits == 4) return number;
  return number >= 85 ? 1900 + number : 2000 + number;
}

struct Parts {
  int year = 0;
  unsigned month = 0, day = 0;  // 0: not told
};

/// Which of the pieces is the year, the month, the day; nothing when that cannot be told.
std::optional<Parts> parts_of(const Pieces& pieces) noexcept {
  const auto& [a, b, c] = pieces.piece;
  const auto year = [](const Piece& piece) { return piece.digits == 4; };
  const auto word = [](const Piece& piece) { return piece.digits == 0; };
  switch (pieces.count) {
    case 1:
      if (year(a)) return Parts{full_year(a)};
      return std::nullopt;
    case 2:
      if (year(a)) return Parts{full_year(a), b.number};                                    // 1996-08, 1996 Aug
      if (year(b)) return Parts{full_year(b), a.number};                                    // Aug-1996, 08/1996
      if (word(a) && b.digits == 2 && b.number > 31) return Parts{full_year(b), a.number};  // Aug-96
      return std::nullopt;
    case 3:
      if (year(a)) return Parts{full_year(a), b.number, c.number};  // 1996-08-15, 1996-Aug-15
      if (!year(c) && c.digits != 2) return std::nullopt;
      if (word(b)) return Parts{full_year(c), b.number, a.number};                    // 15-Aug-1996, 15-Aug-96
      if (word(a)) return Parts{full_year(c), a.number, b.number};                    // Aug 15, 1996
      if (!year(c) && a.number > 31) return Parts{full_year(a), b.number, c.number};  // 96-08-15
      if (pieces.between[0] == '.') return Parts{full_year(c), b.number, a.number};   // 15.08.1996
      if (!year(c)) return std::nullopt;
      if (a.number > 12) return Parts{full_year(c), b.number, a.number};  // 15/08/1996
      if (b.number > 12) return Parts{full_year(c), a.number, b.number};  // 08/15/1996
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

/// What nearly all dates are: YYYY-MM-DD, with or without a time.
bool is_plain(std::string_view text, UtcDay& day) noexcept {
  constexpr std::string_view kForm = "dddd-dd-dd";
  if (text.size() < kForm.size() || text < "1985") return false;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] == 'd' ? !is_digit(text[i]) : text[i] != kForm[i]) return false;
  }
  if (text.size() > kForm.size() && text[kForm.size()] != 'T' && text[kForm.size()] != ' ') return false;
  const auto at = [text](std::size_t i) { return static_cast<unsigned>(text[i] - '0'); };
  const std::chrono::year year{static_cast<int>(((at(0) * 10 + at(1)) * 10 + at(2)) * 10 + at(3))};
  const auto date = year / static_cast<int>(at(5) * 10 + at(6)) / static_cast<int>(at(8) * 10 + at(9));
  if (!date.ok() || year > std::chrono::year{kLastYear}) return false;
  day = date;
  return true;
}

CreatedDate seconds(std::string_view digits, UtcDay& day) noexcept {
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.size() == 13) number /= 1000;
  day = std::chrono::floor<days>(UtcSeconds{std::chrono::seconds{number}});
  return CreatedDate::known;
}

}  // namespace

CreatedDate parse_created(std::string_view text, UtcDay& day) noexcept {
  constexpr UtcDay kFirstDomains = std::chrono::year{1985} / 1 / 1;
  if (is_plain(text, day)) return CreatedDate::known;
  text = unwrapped(text);
  if (text.empty() || says_unknown(text)) return CreatedDate::unknown;
  const bool before = take_before(text);
  const bool digits = std::ranges::all_of(text, is_digit);
  if (digits && std::ranges::all_of(text, [](char c) { return c == '0'; })) return CreatedDate::unknown;
  if (digits && !before && (text.size() == 9 || text.size() == 10 || text.size() == 13)) return seconds(text, day);

  std::optional<Parts> parts;
  std::size_t leading = 0;
  while (leading < text.size() && is_digit(text[leading])) ++leading;
  if (leading == 8 || leading == 14) {  // YYYYMMDD, with the time
    unsigned number = 0;
    std::from_chars(text.data(), text.data() + 8, number);
    parts = Parts{static_cast<int>(number / 10000), number / 100 % 100, number % 100};
  } else {
    const Pieces pieces = pieces_of(text);
    if (!pieces.bad) parts = parts_of(pieces);
  }
  if (!parts || parts->month > 12 || parts->day > 31) return CreatedDate::bad;
  if (parts->year == 0 || (parts->month == 0 && parts->day != 0)) {
    return parts->year == 0 ? CreatedDate::unknown : CreatedDate::bad;
  }
  const std::chrono::year year{parts->year};
  std::chrono::year_month_day first{year, std::chrono::month{std::max(parts->month, 1U)},
                                    std::chrono::day{std::max(parts->day, 1U)}};
  if (!first.ok() || parts->year > kLastYear) return CreatedDate::bad;
  day = first;
  if (day < kFirstDomains) return CreatedDate::unknown;
  if (before) {
    day -= days{1};
    return CreatedDate::by;
  }
  if (parts->day != 0) return CreatedDate::known;
  day = parts->month == 0 ? UtcDay{year / 12 / 31} : UtcDay{year / first.month() / std::chrono::last};
  return CreatedDate::by;
}

}  // namespace dgacast
