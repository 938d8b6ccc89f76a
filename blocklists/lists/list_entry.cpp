// SPDX-License-Identifier: Apache-2.0
#include "blocklists/lists/list_entry.h"

#include <arpa/inet.h>

#include <algorithm>

#include "blocklists/names/tld_facts.h"
#include "dga/core/ascii.h"

namespace dgacast {
namespace {

constexpr std::size_t kLongestLabel = 63;

/// Single labels that hosts files have beside addresses, and names of local networks.
bool is_local_word(std::string_view label) noexcept {
  constexpr std::string_view kWords[] = {"localhost", "broadcasthost", "localdomain", "local",  "localnet", "loopback",
                                         "lan",       "home",          "intranet",    "router", "wpad",     "isatap"};
  return std::ranges::find(kWords, label) != std::end(kWords) || label.starts_with("ip6-");
}

/// The host of a URL, or of HOST:PORT or HOST/PATH.
std::string_view host_of(std::string_view text) noexcept {
  const auto scheme = text.find("://");
  if (scheme != std::string_view::npos) text.remove_prefix(scheme + 3);
  text = text.substr(0, text.find_first_of("/?#\\"));
  if (const auto user = text.rfind('@'); scheme != std::string_view::npos && user != std::string_view::npos)
    text.remove_prefix(user + 1);
  if (text.starts_with('[')) return text.substr(0, text.find(']') + 1);
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || text.find(':') != colon) return text;
  const std::string_view port = text.substr(colon + 1);
  return std::ranges::all_of(port, is_digit) && port.size() <= 5 ? text.substr(0, colon) : text;
}

std::string_view without_quotes(std::string_view text) noexcept {
  constexpr std::string_view kQuotes = "\"'`";
  while (text.size() >= 2 && kQuotes.find(text.front()) != std::string_view::npos && text.back() == text.front())
    text = text.substr(1, text.size() - 2);
  return text;
}

}  // namespace

bool is_address(std::string_view text) noexcept {
  if (text.find_first_of(".:") == std::string_view::npos) return false;
  const auto slash = text.find('/');
  if (slash != std::string_view::npos) {
    const std::string_view bits = text.substr(slash + 1);
    if (bits.empty() || bits.size() > 15 || !std::ranges::all_of(bits, [](char c) { return is_digit(c) || c == '.'; }))
      return false;
    text = text.substr(0, slash);
  }
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  text = text.substr(0, text.find('%'));
  std::array<char, INET6_ADDRSTRLEN + 1> whole{};
  if (text.empty() || text.size() >= whole.size()) return false;
  std::ranges::copy(text, whole.begin());
  in6_addr address;
  return ::inet_pton(AF_INET, whole.data(), &address) == 1 || ::inet_pton(AF_INET6, whole.data(), &address) == 1;
}

EntryKind EntryReader::single(EntryKind kind) const noexcept {
  if (name_.empty()) return EntryKind::bad;
  if (kind == EntryKind::below) return kind;
  return TldFacts::builtin().knows(name_) || is_local_word(name_) ? EntryKind::label : EntryKind::bad;
}

EntryKind EntryReader::fold_beyond_ascii(std::string_view text, EntryKind kind) {
  if (std::ranges::all_of(text, [](char c) { return c >= 0; })) return EntryKind::bad;
  auto name = canonical_name(text);
  if (!name) return EntryKind::bad;
  canonical_ = std::move(*name);
  name_ = canonical_;
  return name_.find('.') == std::string_view::npos ? single(kind) : kind;
}

EntryKind EntryReader::fold(std::string_view text, EntryKind kind) {
  if (text.ends_with('.')) text.remove_suffix(1);
  if (text.empty()) return EntryKind::bad;
  if (text.size() > kLongestName)
    return text.size() > 4 * kLongestName ? EntryKind::bad : fold_beyond_ascii(text, kind);
  std::size_t label = 0;
  bool digits = true, dotted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = folded_[i] = lower(text[i]);
    if (c >= 'a' && c <= 'z') {
      digits = false;
    } else if (c == '.') {
      if (i - label > kLongestLabel || i == label) return EntryKind::bad;
      label = i + 1;
      dotted = true;
    } else if (!is_digit(c)) {
      digits = false;
      if (c != '-' && c != '_') return fold_beyond_ascii(text, kind);
    }
  }
  if (text.size() - label > kLongestLabel) return EntryKind::bad;
  if (digits) return dotted && is_address(text) ? EntryKind::address : EntryKind::bad;
  name_ = {folded_.data(), text.size()};
  return dotted ? kind : single(kind);
}

EntryKind EntryReader::read(std::string_view word) {
  name_ = {};
  if (const EntryKind plain = fold(word, EntryKind::name); plain != EntryKind::bad) return plain;
  word = without_quotes(word);
  EntryKind kind = EntryKind::name;
  const bool wildcard = word.starts_with("*.") || word.starts_with("+.");
  if (wildcard || word.starts_with('.')) {
    word.remove_prefix(wildcard ? 2 : 1);
    kind = EntryKind::below;
  }
  if (const EntryKind plain = fold(word, kind); plain != EntryKind::bad) return plain;
  if (is_address(word)) return EntryKind::address;
  const bool marked = word.ends_with('^');  // of an ad blocker's rule
  if (marked) word.remove_suffix(1);
  const std::string_view host = host_of(word);
  if (host.size() == word.size() && !marked && !word.starts_with('[')) return EntryKind::bad;
  if (is_address(host)) return EntryKind::address;
  const bool wild_host = host.starts_with("*.");  // https://*.example.com/
  return fold(wild_host ? host.substr(2) : host, wild_host ? EntryKind::below : kind);
}

EntryKind EntryReader::read_adblock(std::string_view line) {
  if (!line.starts_with("@@")) return EntryKind::bad;
  line.remove_prefix(2);
  const auto dollar = line.rfind('$');
  if (dollar != std::string_view::npos) {
    if (line.substr(dollar).find("badfilter") != std::string_view::npos) return EntryKind::bad;
    line = line.substr(0, dollar);
  }
  if (line.starts_with('/') && line.size() > 1 && line.ends_with('/')) return EntryKind::bad;
  const bool domain = line.starts_with("||");
  while (line.starts_with('|')) line.remove_prefix(1);
  while (line.ends_with('|') || line.ends_with('^')) line.remove_suffix(1);
  const EntryKind kind = read(line);
  return domain && kind == EntryKind::name ? EntryKind::below : kind;
}

}  // namespace dgacast
