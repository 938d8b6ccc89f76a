// SPDX-License-Identifier: Apache-2.0
#include "blocklists/select/name_list.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "blocklists/names/hostname.h"
#include "dga/core/issue.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

constexpr std::size_t kBlock = 4096;  // names a visit
constexpr std::size_t kLongestJson = std::size_t{256} << 20;

constexpr bool is_space(char c) noexcept { return c == ' ' || c == '\t' || c == '\r'; }
constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool same_word(std::string_view text, std::string_view lower_case) noexcept {
  return std::ranges::equal(text, lower_case, {}, lower);
}

bool all_digits(std::string_view text) noexcept { return !text.empty() && std::ranges::all_of(text, is_digit); }

/// The next field of a CSV line, without quotes around it; takes it off `line`.
std::string_view next_field(std::string_view& line) noexcept {
  const auto comma = line.find(',');
  std::string_view field = trimmed(line.substr(0, comma));
  line = comma == std::string_view::npos ? std::string_view{} : line.substr(comma + 1);
  if (field.size() >= 2 && field.front() == '"' && field.back() == '"') field = field.substr(1, field.size() - 2);
  return field;
}

/// `first` and all lines behind it.
std::string rest_of(LineReader& lines, std::string_view first, std::string_view name) {
  std::string text(first);
  for (std::string_view line; lines.next(line);) {
    if (text.size() + line.size() > kLongestJson)
      throw InputError{{std::string(name) + ":" + std::to_string(lines.number()), "is beyond 256 MiB of JSON",
                        "give its names one a line"}};
    text.append("\n").append(line);
  }
  return text;
}

std::optional<UtcDay> day_of(std::string_view text) {
  try {
    return parse_date(text, "");
  } catch (const InputError&) {
    return std::nullopt;
  }
}

/// The first YYYY-MM-DD in a comment.
std::optional<UtcDay> day_in(std::string_view comment) {
  constexpr std::size_t kSize = 10;
  for (std::size_t i = 0; i + kSize <= comment.size(); ++i) {
    if (comment[i + 4] != '-' || (i > 0 && is_digit(comment[i - 1]))) continue;
    if (i + kSize < comment.size() && is_digit(comment[i + kSize])) continue;
    if (const auto day = day_of(comment.substr(i, kSize))) return day;
  }
  return std::nullopt;
}

/// The day of "version": 20260811 at the top of a MISP warning list. Its names are not kept.
std::optional<UtcDay> day_of_version(const std::string& text) {
  using nlohmann::json;
  const auto only_version = [](int depth, json::parse_event_t event, json& parsed) {
    return depth == 0 || (depth == 1 && (event != json::parse_event_t::key || parsed == "version"));
  };
  const json parsed = json::parse(text, only_version, false);
  const auto version = parsed.is_object() ? parsed.find("version") : parsed.end();
  if (version == parsed.end() || !version->is_number_unsigned()) return std::nullopt;
  const std::string digits = std::to_string(number_of(*version));
  if (digits.size() != 8) return std::nullopt;
  return day_of(digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6));
}

/// Gathers names into blocks.
class Gatherer {
 public:
  Gatherer(const std::function<void(const ListedNames&)>& visitor, bool dated) : visitor_(visitor), dated_(dated) {}

  void add(std::string_view text, std::uint64_t rank = 0, UtcSeconds created = {}) {
    if (text.starts_with("*.")) text.remove_prefix(2);
    if (text.starts_with('.')) text.remove_prefix(1);
    if (text.ends_with('.')) text.remove_suffix(1);
    if (!put(text)) {
      ++report.unusable;
      return;
    }
    ++report.names;
    block_.ranks.push_back(rank);
    if (dated_) block_.created.push_back(created);
    if (block_.names.size() == kBlock) flush();
  }
  void flush() {
    if (!block_.names.empty()) visitor_(block_);
    block_.names.clear();
    block_.ranks.clear();
    block_.created.clear();
  }

  ListReport report;

 private:
  bool put(std::string_view text) {
    if (text.empty() || text.size() > 4 * kLongestName) return false;
    std::array<char, 4 * kLongestName> folded;
    bool dotted = false, digits = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = folded[i] = lower(text[i]);
      if (c == '.') {
        dotted = true;
      } else if (!is_digit(c)) {
        digits = false;
        if ((c < 'a' || c > 'z') && c != '-' && c != '_') return put_beyond_ascii(text);
      }
    }
    if (!dotted || digits || text.size() > kLongestName) return false;  // a TLD, an IPv4 address, too long
    block_.names.add({folded.data(), text.size()});
    return true;
  }
  bool put_beyond_ascii(std::string_view text) {
    if (std::ranges::all_of(text, [](char c) { return c >= 0; })) return false;
    const auto name = canonical_name(text);
    if (!name || name->find('.') == std::string::npos) return false;
    block_.names.add(*name);
    return true;
  }

  const std::function<void(const ListedNames&)>& visitor_;
  bool dated_;
  ListedNames block_;
};

/// One list being read.
class Reader {
 public:
  Reader(Input& input, std::string_view name, ListKind kind, const std::function<void(const ListedNames&)>& visitor)
      : lines_(input, name), name_(name), kind_(kind), names_(visitor, kind == ListKind::created) {}

  ListReport read() {
    std::string_view line;
    while (lines_.next(line)) {
      if (lines_.number() == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
      const std::string_view text = trimmed(line);
      if (text.empty() || text.front() == '#' || text.front() == ';') continue;
      if (text.front() == '{' || text.front() == '[') {
        read_json(text);
      } else if (text.find(',') != std::string_view::npos) {
        read_csv(text);
      } else if (kind_ == ListKind::registered && is_master(line)) {
        read_master(line);
      } else {
        read_plain(text);
      }
      break;
    }
    names_.flush();
    if (names_.report.names == 0) {
      throw InputError{
          {name_, "holds no name",
           kind_ == ListKind::created ? "give lines of NAME,YYYY-MM-DD" : "give a list of names, one a line"}};
    }
    return names_.report;
  }

 private:
  [[noreturn]] void fail(std::string what, std::string mend) const {
    throw InputError{{name_ + ":" + std::to_string(lines_.number()), std::move(what), std::move(mend)}};
  }

  void read_json(std::string_view first) {
    const std::string text = rest_of(lines_, first, name_);
    // Only the strings of the "list" at the top are wanted: no tree is built.
    struct Handler final : nlohmann::json_sax<nlohmann::json> {
      explicit Handler(Gatherer& gatherer) : names(gatherer) {}
      bool null() override { return other(); }
      bool boolean(bool) override { return other(); }
      bool number_integer(number_integer_t) override { return other(); }
      bool number_unsigned(number_unsigned_t) override { return other(); }
      bool number_float(number_float_t, const string_t&) override { return other(); }
      bool binary(binary_t&) override { return other(); }
      bool string(string_t& value) override {
        if (depth == 2 && in_list) names.add(trimmed(value));
        return other();
      }
      bool start_object(std::size_t) override { return open(); }
      bool end_object() override { return close(); }
      bool start_array(std::size_t) override {
        if (depth == 1 && list_key) in_list = found = true;
        return open();
      }
      bool end_array() override { return close(); }
      bool key(string_t& value) override {
        list_key = depth == 1 && value == "list";
        return true;
      }
      bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

      bool other() noexcept {
        if (depth == 1) list_key = false;
        return true;
      }
      bool open() noexcept { return ++depth < 64; }
      bool close() noexcept {
        if (--depth == 1) in_list = list_key = false;
        return true;
      }

      Gatherer& names;
      unsigned depth = 0;
      bool list_key = false, in_list = false, found = false;
    } handler{names_};
    const bool whole = nlohmann::json::sax_parse(text, &handler);
    if (!whole || !handler.found) {
      throw InputError{{name_, whole ? "is JSON without a \"list\" of names" : "is not good JSON",
                        "give a MISP warning list, or names one a line"}};
    }
  }

  UtcSeconds date(std::string_view text) const {
    return parse_date(text.substr(0, 10), name_ + ":" + std::to_string(lines_.number()));
  }

  void read_csv(std::string_view first) {
    constexpr std::size_t kNone = ~std::size_t{0};
    std::size_t domain = kNone, rank = kNone, created = kNone;
    std::string_view rest = first;
    for (std::size_t i = 0; !rest.empty(); ++i) {
      const std::string_view field = next_field(rest);
      if (same_word(field, "domain")) domain = i;
      if (same_word(field, "rank") || same_word(field, "globalrank")) rank = i;
      if (same_word(field, "created")) created = i;
    }
    bool header = domain != kNone;
    if (!header) {
      rest = first;
      const std::string_view one = next_field(rest), two = next_field(rest);
      if (kind_ == ListKind::created) {
        domain = 0;
        created = 1;
        header = two.empty() || !is_digit(two.front());
      } else if (all_digits(one)) {
        rank = 0;
        domain = 1;
      } else {
        domain = 0;
      }
      if (header) fail("is neither a header with `domain` nor NAME,DATE", "give lines of NAME,YYYY-MM-DD");
    } else if (kind_ == ListKind::created && created == kNone) {
      fail("the header has no `created`", "name the column of the dates so");
    }
    std::string_view line = first;
    if (!header) row(line, domain, rank, created);
    while (lines_.next(line)) {
      line = trimmed(line);
      if (!line.empty() && line.front() != '#') row(line, domain, rank, created);
    }
  }

  void row(std::string_view line, std::size_t domain, std::size_t rank, std::size_t created) {
    std::string_view name, rank_text, date_text;
    for (std::size_t i = 0; !line.empty(); ++i) {
      const std::string_view field = next_field(line);
      if (i == domain) name = field;
      if (i == rank) rank_text = field;
      if (i == created) date_text = field;
    }
    std::uint64_t number = 0;
    std::from_chars(rank_text.data(), rank_text.data() + rank_text.size(), number);
    if (kind_ != ListKind::created) return names_.add(name, number);
    if (date_text.empty()) {  // registries hide some
      ++names_.report.unusable;
      return;
    }
    names_.add(name, number, date(date_text));
  }

  void read_plain(std::string_view line) {
    if (kind_ == ListKind::created) fail("has no date", "give lines of NAME,YYYY-MM-DD");
    do {
      line = trimmed(line.substr(0, line.find_first_of("#;")));
      if (!line.empty()) names_.add(line);
    } while (lines_.next(line));
  }

  // RFC 1035, 5.1: [owner] [TTL] [class] type data, or [owner] [class] [TTL] type data.

  /// The next word of a line of a zone; takes it off `line`. Empty at the end and at a comment.
  static std::string_view next_word(std::string_view& line) noexcept {
    while (!line.empty() && is_space(line.front())) line.remove_prefix(1);
    if (line.empty() || line.front() == ';') return {};
    std::size_t size = 0;
    while (size < line.size() && !is_space(line[size]) && line[size] != ';') ++size;
    const std::string_view word = line.substr(0, size);
    line.remove_prefix(size);
    return word;
  }
  /// "3600", "1h30m".
  static bool is_ttl(std::string_view word) noexcept {
    return !word.empty() && is_digit(word.front()) && std::ranges::all_of(word, [](char c) {
      return is_digit(c) || std::string_view{"smhdw"}.find(lower(c)) != std::string_view::npos;
    });
  }
  static bool is_class(std::string_view word) noexcept {
    return same_word(word, "in") || same_word(word, "ch") || same_word(word, "hs");
  }
  static bool is_master(std::string_view line) noexcept {
    if (line.front() == '$') return true;
    next_word(line);
    return !next_word(line).empty();
  }

  void read_master(std::string_view line) {
    unsigned open = 0;  // parentheses of a record that goes on
    do {
      const bool continued = open > 0;
      const std::string_view record = line;
      count_parentheses(line, open);
      if (continued || record.empty() || is_space(record.front())) continue;  // the owner is that of the line before
      if (record.front() == '$') {
        directive(record);
      } else {
        owner(record);
      }
    } while (lines_.next(line));
  }

  static void count_parentheses(std::string_view line, unsigned& open) noexcept {
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted) {
        if (c == ';') return;
        if (c == '(') ++open;
        if (c == ')' && open > 0) --open;
      }
    }
  }

  void directive(std::string_view line) {
    const std::string_view word = next_word(line), value = next_word(line);
    if (same_word(word, "$origin")) {
      if (!value.ends_with('.')) fail("$ORIGIN " + quote(value) + " has no final dot", "write the whole name");
      origin_ = value;
    } else if (same_word(word, "$include") || same_word(word, "$generate")) {
      fail(quote(word) + " is not followed here", "write the zone out, with named-compilezone for example");
    }  // $TTL says nothing of names
  }

  void owner(std::string_view line) {
    const std::string_view owner = next_word(line);
    std::string_view type = next_word(line);
    while (is_ttl(type) || is_class(type)) type = next_word(line);
    if (owner.empty() || type.empty()) fail("is no record of a zone", "give a zone in master-file form, or names only");
    // Their owners may be hashes or the apex: they name nobody's domain.
    for (const std::string_view dnssec : {"rrsig", "nsec", "nsec3", "nsec3param", "dnskey", "cds", "cdnskey"}) {
      if (same_word(type, dnssec)) return;
    }
    if (owner.ends_with('.')) {
      if (same_word(type, "soa")) apex_ = owner;
      if (!same_name(owner, apex_)) names_.add(owner);
      return;
    }
    if (!origin_) {
      fail("the owner " + quote(owner) + " is relative, and no $ORIGIN came before it",
           "put a line '$ORIGIN TLD.' at the top");
    }
    if (owner == "@") return;
    full_.assign(owner);
    if (*origin_ != ".") full_.append(".");
    full_.append(*origin_);
    names_.add(full_);
  }
  static bool same_name(std::string_view a, std::string_view b) noexcept {
    return std::ranges::equal(a, b, {}, lower, lower);
  }

  LineReader lines_;
  std::string name_;
  ListKind kind_;
  Gatherer names_;
  std::optional<std::string> origin_;
  std::string apex_;
  std::string full_;
};

}  // namespace

std::optional<UtcDay> list_day(Input& input, std::string_view name) {
  const std::unique_ptr<Input> text = unpacked(input, std::string(name));
  LineReader lines{*text, name};
  for (std::string_view line; lines.next(line);) {
    if (lines.number() == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    line = trimmed(line);
    if (line.empty()) continue;
    if (line.front() == '{') return day_of_version(rest_of(lines, line, name));
    if (line.front() != '#' && line.front() != ';') break;
    if (const auto day = day_in(line)) return day;
  }
  return std::nullopt;
}

ListReport read_name_list(Input& input, std::string_view name, ListKind kind,
                          const std::function<void(const ListedNames&)>& visitor) {
  const std::unique_ptr<Input> text = unpacked(input, std::string(name));
  return Reader{*text, name, kind, visitor}.read();
}

}  // namespace dgacast
