// SPDX-License-Identifier: Apache-2.0
#include "blocklists/lists/zone_owners.h"

#include <algorithm>

#include "dga/core/ascii.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

/// The next word of a line; takes it off `line`. Empty at the end and at a comment.
std::string_view next_word(std::string_view& line) noexcept {
  while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
  if (line.empty() || line.front() == ';') return {};
  std::size_t size = 0;
  while (size < line.size() && !is_blank(line[size]) && line[size] != ';') ++size;
  const std::string_view word = line.substr(0, size);
  line.remove_prefix(size);
  return word;
}

/// "3600", "1h30m".
bool is_ttl(std::string_view word) noexcept {
  return !word.empty() && is_digit(word.front()) && std::ranges::all_of(word, [](char c) {
    return is_digit(c) || std::string_view{"smhdw"}.find(lower(c)) != std::string_view::npos;
  });
}

bool is_class(std::string_view word) noexcept {
  return same_word(word, "in") || same_word(word, "ch") || same_word(word, "hs");
}

/// The types that zones have (IANA, DNS Parameters), and TYPE12345 (RFC 3597).
bool is_type(std::string_view word) noexcept {
  constexpr std::string_view kTypes[] = {
      "soa",    "ns",    "a",          "aaaa", "mx",      "txt", "cname", "dname",  "ds",    "dnskey", "rrsig",
      "nsec",   "nsec3", "nsec3param", "cds",  "cdnskey", "ptr", "srv",   "caa",    "tlsa",  "svcb",   "https",
      "naptr",  "loc",   "hinfo",      "spf",  "sshfp",   "rp",  "cert",  "zonemd", "csync", "uri",    "openpgpkey",
      "smimea", "dlv",   "key",        "sig",  "afsdb",   "apl", "eui48", "eui64"};
  if (word.size() > 4 && same_word(word.substr(0, 4), "type") && std::ranges::all_of(word.substr(4), is_digit))
    return true;
  return std::ranges::any_of(kTypes, [word](std::string_view type) { return same_word(word, type); });
}

/// The type of the record whose owner was taken off `line`.
std::string_view type_of(std::string_view& line) noexcept {
  std::string_view type = next_word(line);
  while (is_ttl(type) || is_class(type)) type = next_word(line);
  return type;
}

void count_parentheses(std::string_view line, unsigned& open) noexcept {
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

}  // namespace

void ZoneOwners::fail(std::string what, std::string hint) const {
  throw InputError{{name_ + ":" + std::to_string(number_), std::move(what), std::move(hint)}};
}

bool ZoneOwners::is_zone_line(std::string_view line) noexcept {
  if (line.empty()) return false;
  if (line.front() == '$') {
    const std::string_view word = next_word(line);
    return std::ranges::any_of(std::initializer_list<std::string_view>{"$origin", "$ttl", "$include", "$generate"},
                               [word](std::string_view one) { return same_word(word, one); });
  }
  const std::string_view owner = is_blank(line.front()) ? line.substr(0, 0) : next_word(line);
  if (owner.find(',') != std::string_view::npos) return false;
  const std::string_view type = type_of(line);
  return is_type(type) && !next_word(line).empty();
}

void ZoneOwners::read(std::string_view line, std::size_t number) {
  number_ = number;
  const bool continued = open_ > 0;
  count_parentheses(line, open_);
  if (continued || line.empty() || is_blank(line.front())) return;  // the owner is that of the line before
  if (line.front() == ';') {
    if (line.find("Transfer failed") != std::string_view::npos)
      fail("dig says that the transfer failed, so this is not the whole zone", "transfer the zone again");
    return;
  }
  line.front() == '$' ? directive(line) : owner(line);
}

void ZoneOwners::directive(std::string_view line) {
  const std::string_view word = next_word(line), value = next_word(line);
  if (same_word(word, "$origin")) {
    const bool whole = value.ends_with('.');
    if (!whole && !origin_) fail("$ORIGIN " + quote(value) + " has no final dot", "write the whole name");
    origin_ = whole ? std::string(value) : std::string(value) + "." + (*origin_ == "." ? "" : *origin_);
  } else if (same_word(word, "$include") || same_word(word, "$generate")) {
    fail(quote(word) + " is not followed here",
         "write the zone out with: named-compilezone -f text -F text -o OUT ORIGIN FILE");
  } else if (!same_word(word, "$ttl")) {
    names_.bad(number_, quote(word) + " is not a directive of a zone");
  }
}

bool ZoneOwners::is_below_apex(std::string_view owner) const noexcept {
  return !std::ranges::equal(owner, apex_, {}, lower, lower);
}

void ZoneOwners::owner(std::string_view line) {
  const std::string_view whole = line, owner = next_word(line), type = type_of(line);
  if (owner.empty() || type.empty()) return names_.bad(number_, quote(whole) + " is not a record of a zone");
  // Their owners may be hashes or the apex: they name nobody's domain.
  for (const std::string_view dnssec : {"rrsig", "nsec", "nsec3", "nsec3param", "dnskey", "cds", "cdnskey"}) {
    if (same_word(type, dnssec)) return;
  }
  std::string_view name = owner;
  if (owner.ends_with('.')) {
    if (same_word(type, "soa")) apex_ = owner;
    if (!is_below_apex(owner)) return;
  } else {
    if (!origin_) {
      fail("the owner " + quote(owner) + " is relative, and no $ORIGIN came before it",
           "put a line '$ORIGIN TLD.' at the top");
    }
    if (owner == "@") return;
    full_.assign(owner);
    if (*origin_ != ".") full_.append(".");
    full_.append(*origin_);
    name = full_;
  }
  if (!names_.add(name)) ++names_.report.owners;
}

}  // namespace dgacast
