// SPDX-License-Identifier: Apache-2.0
#include "blocklists/lists/list_lines.h"

#include <algorithm>
#include <charconv>

#include "blocklists/lists/created_date.h"
#include "blocklists/names/tld_facts.h"
#include "dga/core/ascii.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

/// Signs that end the first word of a line.
constexpr auto kEnds = [] {
  std::array<bool, 256> ends{};
  for (const char c : {' ', '\t', '\r', ',', ';', '|', '#'}) ends[static_cast<unsigned char>(c)] = true;
  return ends;
}();

bool all_digits(std::string_view text) noexcept { return !text.empty() && std::ranges::all_of(text, is_digit); }

bool begins_comment(std::string_view text) noexcept {
  if (text.empty()) return false;
  const char c = text.front();
  return c == '#' || c == ';' || c == '!' || ((c == '/' || c == '-') && text.size() > 1 && text[1] == c);
}

/// A date, a count, a time: what may stand behind a name without being one.
bool is_number(std::string_view text) noexcept {
  return !text.empty() && is_digit(text.front()) &&
         std::ranges::all_of(text, [](char c) { return is_digit(c) || c == '-' || c == ':' || c == '.' || c == '%'; });
}

/// The next field of a row, without quotes around it (RFC 4180); takes it off `line`. By ' ' fields are words.
std::string_view next_field(std::string_view& line, char separator) noexcept {
  if (separator == ' ') line = trimmed(line);
  std::string_view field;
  std::size_t end = 0;
  const std::size_t begin = std::min(line.find_first_not_of(" \r"), line.size());
  if (begin < line.size() && line[begin] == '"') {
    const std::size_t close = line.find('"', begin + 1);
    field = line.substr(begin + 1, close == std::string_view::npos ? close : close - begin - 1);
    end = close == std::string_view::npos ? close : line.find(separator, close);
  } else {
    end = separator == ' ' ? line.find_first_of(" \t") : line.find(separator);
    field = trimmed(line.substr(0, end));
  }
  line = end == std::string_view::npos ? std::string_view{} : line.substr(end + 1);
  return field;
}

/// "Creation Date", "creation_date": only letters and digits count, in lower case.
std::string column_word(std::string_view field) {
  std::string word;
  for (const char c : field) {
    if ((lower(c) >= 'a' && lower(c) <= 'z') || is_digit(c)) word.push_back(lower(c));
  }
  return word;
}

// The better word comes first: of "name,domain" the second column has the names.
constexpr std::string_view kDomainWords[] = {
    "domain", "domainname", "fqdn",    "hostname", "host", "registrabledomain", "rootdomain", "domains",
    "hosts",  "site",       "website", "origin",   "url",  "dnsname",           "qname",      "query",
    "name",   "names",      "value",   "indicator"};
constexpr std::string_view kRankWords[] = {"rank", "globalrank", "ranking", "position", "pos"};
constexpr std::string_view kCreatedWords[] = {
    "created",        "creationdate", "createddate",  "createdat",        "createdon",
    "datecreated",    "creation",     "creationtime", "creationdatetime", "registrationdate",
    "registereddate", "registeredon", "registered",   "dateregistered",   "date"};

template <std::size_t Count>
std::size_t index_of(const std::string_view (&words)[Count], const std::string& word) noexcept {
  return static_cast<std::size_t>(std::ranges::find(words, word) - std::begin(words));
}

bool is_cosmetic(std::string_view rest) noexcept {
  for (const std::string_view sign : {"##", "#@#", "#?#", "#$#", "#%#"}) {
    if (rest.starts_with(sign)) return true;
  }
  return false;
}

}  // namespace

bool ListLines::is_comment(std::string_view text) noexcept {
  if (text.empty()) return true;
  if (text.front() != '[') return begins_comment(text);
  for (const std::string_view program : {"[adblock", "[adguard", "[ublock"}) {
    if (text.size() >= program.size() && std::ranges::equal(text.substr(0, program.size()), program, {}, lower))
      return true;
  }
  return false;
}

std::optional<ListLines::Header> ListLines::header_of(std::string_view line) {
  EntryReader trial;
  for (const char separator : {',', ';', '\t', '|', ' '}) {
    if (separator != ' ' && line.find(separator) == std::string_view::npos) continue;
    Header header{.separator = separator};
    std::size_t best = std::size(kDomainWords);
    std::string_view rest = line;
    bool names = false;
    for (std::size_t i = 0; !rest.empty(); ++i) {
      const std::string_view field = next_field(rest, separator);
      const EntryKind kind = trial.read(field);
      names = names || kind == EntryKind::name || kind == EntryKind::address;
      const std::string word = column_word(field);
      if (const std::size_t index = index_of(kDomainWords, word); index < best) {
        best = index;
        header.domain = i;
      }
      if (header.rank == kNone && index_of(kRankWords, word) < std::size(kRankWords)) header.rank = i;
      if (header.created == kNone && index_of(kCreatedWords, word) < std::size(kCreatedWords)) header.created = i;
    }
    if (header.domain != kNone && !names) return header;
  }
  return std::nullopt;
}

void ListLines::read(std::string_view line, std::size_t number, std::string_view name) {
  const std::string_view text = trimmed(line);
  const bool row = header_ && header_->separator == ';';  // whose first column may be empty
  if (!row && is_comment(text)) return;
  const bool first = !begun_;
  begun_ = true;
  if (first && take_header(text, number, name)) return;
  const bool understood = header_                      ? read_row(line)
                          : kind_ == ListKind::created ? read_name_and_date(text)
                                                       : read_words(text);
  if (understood || is_comment(text)) return what_.clear();
  if (!first && take_header(text, number, name)) return;  // of a second list behind the first
  names_.bad(number, what_.empty() ? quote(text) + " is not a name" : what_);
  what_.clear();
}

bool ListLines::take_header(std::string_view line, std::size_t number, std::string_view name) {
  const auto header = header_of(line);
  if (!header) return false;
  if (kind_ == ListKind::created && header->created == kNone) {
    throw InputError{{std::string(name) + ":" + std::to_string(number), "the header has no `created`",
                      "name the column of the dates so"}};
  }
  header_ = header;
  what_.clear();
  return true;
}

bool ListLines::read_words(std::string_view line) {
  std::size_t digits = 0;
  std::uint64_t rank = 0;
  for (; digits < line.size() && is_digit(line[digits]); ++digits)
    rank = rank * 10 + static_cast<unsigned>(line[digits] - '0');
  std::size_t size = digits;
  if (digits > 0 && size < line.size() && line[size] != '#' && kEnds[static_cast<unsigned char>(line[size])])
    return read_ranked(line, digits, rank);
  while (size < line.size() && !kEnds[static_cast<unsigned char>(line[size])]) ++size;
  const std::string_view word = line.substr(0, size);
  if (size == line.size()) return line.starts_with("@@") ? names_.add_adblock(line) : names_.add(word);
  if (line.front() == '"') {  // the separator is behind the quotes
    const std::size_t close = line.find('"', 1);
    const std::size_t next = close == std::string_view::npos ? close : line.find_first_not_of(' ', close + 1);
    if (next == std::string_view::npos) return names_.add(line);
    return read_columns(line, kEnds[static_cast<unsigned char>(line[next])] ? line[next] : ',');
  }
  if (line.starts_with("@@") || line.starts_with("||")) return read_adblock(line);
  const char end = line[size];
  if (end == '#') return !is_cosmetic(line.substr(size)) && names_.add(word);
  const std::string_view rest = trimmed(line.substr(size));
  if (!is_blank(end)) return read_columns(line, end);
  if (begins_comment(rest)) return names_.add(word);
  if (is_address(word)) return read_hosts(rest);
  if (rest.starts_with(',') || rest.starts_with('|')) return read_columns(line, rest.front());
  return end == '\t' ? read_columns(line, end) : read_several(line);
}

bool ListLines::read_adblock(std::string_view line) {
  for (const std::string_view comment : {" #", " !", "\t#", "\t!", " //"}) line = line.substr(0, line.find(comment));
  if (line.starts_with("||")) what_ = quote(line) + " is a rule that blocks, in a list that exempts";
  return names_.add_adblock(trimmed(line));
}

bool ListLines::read_ranked(std::string_view line, std::size_t digits, std::uint64_t rank) {
  std::string_view rest = line.substr(digits);
  const char separator = rest.front();
  if (separator != ' ') {
    rest.remove_prefix(1);
    // Nearly all rows are RANK,NAME and no more.
    if (rest.find(separator) == std::string_view::npos && !rest.empty() && rest.front() > ' ' && rest.front() != '"')
      return names_.add(rest, rank);
    return names_.add(next_field(rest, separator), rank);
  }
  const std::string_view word = next_field(rest, separator);
  rest = trimmed(rest);
  if (!rest.empty() && !begins_comment(rest)) return read_several(line.substr(digits));
  return names_.add(word, rank);
}

bool ListLines::read_hosts(std::string_view words) {
  words_.clear();
  while (!(words = trimmed(words)).empty() && !begins_comment(words)) {
    std::string_view word = next_field(words, ' ');
    word = word.substr(0, word.find('#'));
    // Hosts of one's own network have single labels.
    if (trial_.read(word) == EntryKind::bad &&
        (trial_.name().empty() || trial_.name().find('.') != std::string_view::npos))
      return false;
    words_.push_back(word);
  }
  for (const std::string_view word : words_) {
    if (!names_.add(word)) ++names_.report.labels;
  }
  return true;
}

bool ListLines::read_several(std::string_view line) {
  words_.clear();
  std::string_view rest = trimmed(line);
  if (rest.starts_with("- ") || rest.starts_with("* ")) rest.remove_prefix(2);  // an item of YAML or Markdown
  while (!(rest = trimmed(rest)).empty() && !begins_comment(rest)) {
    std::string_view word = next_field(rest, ' ');
    if (word.find('#') != std::string_view::npos) return false;
    if (!words_.empty() && is_number(word) && !is_address(word)) continue;
    if (trial_.read(word) == EntryKind::bad) return false;
    words_.push_back(word);
  }
  for (const std::string_view word : words_) names_.add(word);
  return true;
}

bool ListLines::read_columns(std::string_view line, char separator) {
  std::string_view rest = line;
  const std::string_view first = next_field(rest, separator);
  if (first.empty()) return line.find_first_not_of(",;|\" \t\r") == std::string_view::npos;
  if (all_digits(first)) {  // a rank in quotes
    std::uint64_t rank = 0;
    std::from_chars(first.data(), first.data() + first.size(), rank);
    return names_.add(next_field(rest, separator), rank);
  }
  if (!names_.add(first)) return false;
  // A second name in a line is exempted too; a word that only looks like one ends in no TLD.
  while (!rest.empty()) {
    const std::string_view field = next_field(rest, separator);
    const EntryKind kind = trial_.read(field);
    if (kind != EntryKind::name && kind != EntryKind::below) continue;
    const std::string_view name = trial_.name();
    if (TldFacts::builtin().knows(name.substr(name.rfind('.') + 1))) names_.add(field);
  }
  return true;
}

bool ListLines::read_row(std::string_view line) {
  const Header& header = *header_;
  std::string_view rest = line, name, rank_text, date;
  bool any = false;
  for (std::size_t i = 0; !rest.empty(); ++i) {
    const std::string_view field = next_field(rest, header.separator);
    any = any || !field.empty();
    if (i == header.domain) name = field;
    if (i == header.rank) rank_text = field;
    if (i == header.created) date = field;
  }
  if (!any) return true;
  std::uint64_t rank = 0;
  std::from_chars(rank_text.data(), rank_text.data() + rank_text.size(), rank);
  if (kind_ == ListKind::created) return read_dated(name, date, rank);
  return !name.empty() && names_.add(name, rank);
}

bool ListLines::read_name_and_date(std::string_view line) {
  std::size_t end = 0;
  while (end < line.size() && (!kEnds[static_cast<unsigned char>(line[end])] || line[end] == '#')) ++end;
  if (end == line.size()) {
    what_ = quote(line) + " has no date";
    return false;
  }
  char separator = line[end];
  if (is_blank(separator)) {
    const std::string_view behind = trimmed(line.substr(end));
    if (separator == ' ' && behind.starts_with(',')) separator = ',';
  }
  if (is_blank(separator)) return read_dated(line.substr(0, end), date_in(line.substr(end)), 0);
  std::string_view rest = line;
  const std::string_view name = next_field(rest, separator);
  return read_dated(name, date_in(next_field(rest, separator)), 0);
}

std::string_view ListLines::date_in(std::string_view text) noexcept {
  for (const std::string_view comment : {" #", "\t#", " //", " ;"}) text = text.substr(0, text.find(comment));
  return trimmed(text);
}

bool ListLines::read_dated(std::string_view name, std::string_view date, std::uint64_t rank) {
  UtcDay day;
  switch (parse_created(date, day)) {
    case CreatedDate::known:
      return names_.add(name, rank, day);
    case CreatedDate::by:
      if (!names_.add(name, rank, day)) return false;
      ++names_.report.by_date;
      return true;
    case CreatedDate::unknown:  // registries hide some
      if (trial_.read(name) == EntryKind::bad) return false;
      ++names_.report.undated;
      return true;
    case CreatedDate::bad:
      break;
  }
  what_ = quote(date) + " is not a date";
  return false;
}

}  // namespace dgacast
