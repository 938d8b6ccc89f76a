// SPDX-License-Identifier: Apache-2.0
#include "blocklists/names/written_name.h"

#include <algorithm>
#include <array>
#include <utility>

#include "blocklists/names/hostname.h"
#include "dga/core/ascii.h"

namespace dgacast {
namespace {

constexpr std::size_t kLongestText = 4096;  // of a pasted line; longer ones mean no name

enum Kind : unsigned char {
  kOther,
  kPlain,  // in names as hosts have them
  kOdd     // in names as faulty bots make them
};

constexpr std::array<Kind, 256> kKinds = [] {
  std::array<Kind, 256> kinds{};
  for (const char c : std::string_view{"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."})
    kinds[static_cast<unsigned char>(c)] = kPlain;
  for (const char c : std::string_view{"[]\\^`"}) kinds[static_cast<unsigned char>(c)] = kOdd;
  for (std::size_t c = 0x80; c < 0x100; ++c) kinds[c] = kPlain;  // U-labels
  return kinds;
}();

Kind kind_of(char c) noexcept { return kKinds[static_cast<unsigned char>(c)]; }

bool is_plain(std::string_view text) noexcept {
  return std::ranges::all_of(text, [](char c) { return kind_of(c) == kPlain; });
}

bool starts_with_word(std::string_view text, std::string_view word) noexcept {
  return text.size() >= word.size() && std::ranges::equal(text.substr(0, word.size()), word, {}, lower);
}

/// White space of pasted text at the ends: also a byte order mark, a no-break space, a space of no width.
std::string_view without_space(std::string_view text) noexcept {
  constexpr std::string_view kWide[] = {"\xC2\xA0", "\xE2\x80\x8B", "\xEF\xBB\xBF"};
  for (bool again = true; again;) {
    again = false;
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r' || text.back() == '\n'))
      text.remove_suffix(1);
    for (const std::string_view wide : kWide) {
      if (text.starts_with(wide)) text.remove_prefix(wide.size()), again = true;
      if (text.ends_with(wide)) text.remove_suffix(wide.size()), again = true;
    }
  }
  return text;
}

/// Without quotes, brackets and commas around it.
std::string_view bare(std::string_view text) noexcept {
  constexpr std::pair<char, char> kAround[] = {{'"', '"'}, {'\'', '\''}, {'`', '`'},
                                               {'<', '>'}, {'(', ')'},   {'[', ']'}};
  for (bool again = true; again;) {
    again = false;
    text = without_space(text);
    if (!text.empty() && (text.back() == ',' || text.back() == ';')) text.remove_suffix(1), again = true;
    for (const auto& [left, right] : kAround) {
      if (text.size() < 2 || text.front() != left || text.back() != right) continue;
      text = text.substr(1, text.size() - 2);
      again = true;
    }
  }
  return text;
}

/// Without a comment behind a blank, and a bullet in front.
std::string_view without_comment(std::string_view text) noexcept {
  if (text.starts_with('#') || text.starts_with(';') || text == "//" || text.starts_with("// ")) return {};
  for (const std::string_view mark : {" #", "\t#", " ;", "\t;", " //", "\t//"}) text = text.substr(0, text.find(mark));
  for (const std::string_view bullet : {"- ", "* ", "+ "}) {
    if (text.starts_with(bullet)) text.remove_prefix(bullet.size());
  }
  return text;
}

/// The sign that a defanged spelling at the start of `text` stands for, and how many bytes it takes; none: 0 bytes.
std::pair<std::string_view, std::size_t> defanged(std::string_view text) noexcept {
  constexpr std::pair<std::string_view, std::string_view> kSpellings[] = {
      {"[://]", "://"}, {"[:]", ":"},   {"(:)", ":"},     {"[/]", "/"},     {"\\/", "/"},   {"[@]", "@"},
      {"(@)", "@"},     {"[at]", "@"},  {"(at)", "@"},    {"[.]", "."},     {"(.)", "."},   {"{.}", "."},
      {"[dot]", "."},   {"(dot)", "."}, {"{dot}", "."},   {"\\.", "."},     {"[.", "."},    {".]", "."},
      {" dot ", "."},   {" [.] ", "."}, {" (dot) ", "."}, {" [dot] ", "."}, {" (.) ", "."}, {"[ . ]", "."}};
  for (const auto& [spelling, sign] : kSpellings) {
    if (starts_with_word(text, spelling)) return {sign, spelling.size()};
  }
  return {{}, 0};
}

void fang(std::string_view text, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < text.size();) {
    const auto [sign, size] = defanged(text.substr(i));
    out.append(size == 0 ? text.substr(i, 1) : sign);
    i += size == 0 ? 1 : size;
  }
}

/// The host of a URL, with or without a scheme, a user and a port; what is none of these comes back as it is.
std::string_view host_of(std::string_view text) noexcept {
  const auto scheme = text.find("://");
  if (scheme != std::string_view::npos && text.find_first_of("/?#.@") > scheme) {
    text.remove_prefix(scheme + 3);
  } else if (text.starts_with("//")) {
    text.remove_prefix(2);
  }
  text = text.substr(0, text.find_first_of("/?#"));
  if (const auto user = text.rfind('@'); user != std::string_view::npos) text.remove_prefix(user + 1);
  const auto port = text.rfind(':');
  if (port != std::string_view::npos && text.find(':') == port && std::ranges::all_of(text.substr(port + 1), is_digit))
    text = text.substr(0, port);
  return text;
}

}  // namespace

std::string_view meant_name(std::string_view text, std::string& scratch) {
  text = without_space(text);
  if (!is_plain(text) && text.size() <= kLongestText) {
    text = bare(without_comment(text));
    fang(text, scratch);
    text = bare(host_of(scratch));
    if (text.starts_with("*.")) text.remove_prefix(2);
  }
  if (text.size() > 1 && text.starts_with('.') && text.find("..") == std::string_view::npos) text.remove_prefix(1);
  return text;
}

bool could_be_name(std::string_view name) noexcept {
  if (name.ends_with('.')) name.remove_suffix(1);
  if (name.empty() || name.size() > kLongestName) return false;
  unsigned other = 0;  // ranges in place of a table, for compilers make vectors of them; as kKinds has it
  for (const char c : name) {
    const auto at = [c](char first, char last) {
      return unsigned(static_cast<unsigned char>(c - first) <= last - first);
    };
    other |= 1 ^ (at('-', '.') | at('0', '9') | at('A', 'z') | unsigned(c < 0));
  }
  if (other != 0) return false;
  if (!is_digit(name.back())) return true;
  const std::string_view last = name.substr(name.rfind('.') + 1);  // all of it without a dot
  return !std::ranges::all_of(last, is_digit);
}

std::string_view without_www(std::string_view name) noexcept {
  constexpr std::string_view kWww = "www.";
  if (!starts_with_word(name, kWww) || name.find('.', kWww.size()) == std::string_view::npos) return name;
  return name.substr(kWww.size());
}

}  // namespace dgacast
