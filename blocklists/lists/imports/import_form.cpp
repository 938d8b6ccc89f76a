// SPDX-License-Identifier: Apache-2.0
#include "blocklists/lists/imports/import_form.h"

#include <array>
#include <charconv>

#include "dga/core/ascii.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

/// Two digits at the front of `text`, taken away; nothing when there are none.
std::optional<std::uint32_t> two_digits(std::string_view& text) {
  if (text.size() < 2 || !is_digit(text[0]) || !is_digit(text[1])) return std::nullopt;
  const auto value = static_cast<std::uint32_t>((text[0] - '0') * 10 + (text[1] - '0'));
  text.remove_prefix(2);
  return value;
}

/// "", "Z", "UTC", "GMT", "+HH:MM", "-HHMM": seconds east of UTC.
std::optional<std::chrono::seconds> zone_of(std::string_view text) {
  using std::chrono::seconds;
  if (text.starts_with(' ')) text.remove_prefix(1);
  if (text.empty() || text == "Z" || text == "z" || text == "UTC" || text == "GMT") return seconds{0};
  const int sign = text.front() == '-' ? -1 : 1;
  if (text.front() != '-' && text.front() != '+') return std::nullopt;
  text.remove_prefix(1);
  const auto hours = two_digits(text);
  if (text.starts_with(':')) text.remove_prefix(1);
  const auto minutes = text.empty() ? std::optional<std::uint32_t>{0} : two_digits(text);
  if (!hours || !minutes || !text.empty() || *hours > 14 || *minutes > 59) return std::nullopt;
  return seconds{sign * static_cast<int>(*hours * 3600 + *minutes * 60)};
}

/// The time behind a date and its blank or T: what it adds to that midnight in UTC.
std::optional<std::chrono::seconds> time_of(std::string_view text) {
  const auto hours = two_digits(text);
  if (!hours || *hours > 23 || !text.starts_with(':')) return std::nullopt;
  text.remove_prefix(1);
  const auto minutes = two_digits(text);
  if (!minutes || *minutes > 59) return std::nullopt;
  std::uint32_t whole = 0;
  if (text.starts_with(':')) {
    text.remove_prefix(1);
    const auto seconds = two_digits(text);
    if (!seconds || *seconds > 60) return std::nullopt;
    whole = *seconds;
    if (text.starts_with('.') || text.starts_with(',')) {
      text.remove_prefix(1);
      while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
    }
  }
  const auto zone = zone_of(text);
  if (!zone) return std::nullopt;
  return std::chrono::seconds{*hours * 3600 + *minutes * 60 + whole} - *zone;
}

}  // namespace

ImportText::ImportText(std::string_view text, std::string_view name) : text_(text), name_(name) {
  if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  const std::string_view start = trimmed(text_);
  first_line_ = trimmed(start.substr(0, start.find('\n')));
  std::string_view rest = start;
  while (first_data_line_.empty() && !rest.empty()) {
    const auto feed = rest.find('\n');
    const std::string_view line = trimmed(rest.substr(0, feed));
    if (!line.starts_with('#')) first_data_line_ = line;
    rest.remove_prefix(feed == std::string_view::npos ? rest.size() : feed + 1);
  }
}

bool ImportText::is_json() const noexcept { return first_line_.starts_with('{') || first_line_.starts_with('['); }

void ImportText::fail(std::size_t line, std::string what, std::string hint) const {
  throw InputError{{std::string(name_) + ":" + std::to_string(line), std::move(what), std::move(hint)}};
}

UtcSeconds ImportText::instant(std::string_view text, std::size_t line) const {
  constexpr std::size_t kDate = 10;
  text = trimmed(text);
  if (text.starts_with("9999-")) return kUnbounded.end;  // lists without an end; beyond our calendar's years
  const std::string where = std::string(name_) + ":" + std::to_string(line);
  const UtcSeconds day = parse_date(text.substr(0, kDate), where);
  if (text.size() <= kDate) return day;
  const auto time =
      text[kDate] == ' ' || text[kDate] == 'T' || text[kDate] == 't' ? time_of(text.substr(kDate + 1)) : std::nullopt;
  if (!time) fail(line, quote(text) + " is not a time", "write YYYY-MM-DD, or YYYY-MM-DDTHH:MM:SSZ");
  return day + *time;
}

bool ImportText::is_instant(std::string_view text) const {
  try {
    static_cast<void>(instant(text, 1));
    return true;
  } catch (const InputError&) {
    return false;
  }
}

bool split_fields(std::string_view line, char separator, std::vector<std::string>& fields) {
  fields.assign(1, {});
  bool in_quotes = false, was_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    std::string& field = fields.back();
    if (in_quotes) {
      if (c != '"') {
        field.push_back(c);
      } else if (i + 1 < line.size() && line[i + 1] == '"') {
        field.push_back(line[++i]);
      } else {
        in_quotes = false;
      }
    } else if (c == '"' && !was_quoted && field.find_first_not_of(' ') == std::string::npos) {
      field.clear();
      in_quotes = was_quoted = true;
    } else if (c == separator) {
      fields.emplace_back();
      was_quoted = false;
    } else if (!was_quoted || c != ' ') {  // blanks behind a closed quote say nothing
      field.push_back(c);
    }
  }
  return !in_quotes;
}

std::span<const ImportForm> import_forms() noexcept {
  // Those that look for more come before those that would also fit.
  static const std::array kForms{import_json_lines(), import_threatfox_json(), import_stix(),   import_misp(),
                                 import_misp_list(),  import_dgarchive(),      import_netlab(), import_bambenek(),
                                 import_threatfox(),  import_zeek(),           import_csv(),    import_plain()};
  return kForms;
}

const ImportForm& import_form_of(const ImportText& text) {
  if (text.first_data_line().empty()) text.fail(1, "holds no name", "give a list of names");
  for (const ImportForm& form : import_forms()) {
    if (form.fits(text)) return form;
  }
  text.fail(
      1, "is JSON, and not of a form that is known",
      "give a STIX bundle, a MISP event or warning list, DGArchive's answer, ThreatFox's export, or lines of JSON");
}

}  // namespace dgacast
