// SPDX-License-Identifier: Apache-2.0
#include "blocklists/names/verdict.h"

#include <algorithm>
#include <functional>
#include <span>

#include "dga/core/ascii.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, kActors> kActorWords{"registry", "provider", "resolver"};
constexpr std::array<std::string_view, kFlags> kFlagWords{
    "retired_tld",         "undelegated_tld",   "special_use_tld", "public_suffix", "below_registrable",
    "unlisted_suffix",     "restricted_suffix", "too_short",       "too_long",      "digits_only",
    "consecutive_hyphens", "idn_refused",       "reserved"};

std::size_t parse_word(std::string_view text, std::span<const std::string_view> words, std::string_view kind,
                       std::string_view where) {
  std::string list = "give one of ";
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == text) return i;
    list.append(i == 0 ? "" : ", ").append(words[i]);
  }
  throw InputError{
      {std::string(where), "unknown " + std::string(kind) + " " + quote(text), suggest(text, words, list)}};
}

/// True when `label` begins as `pattern` says, where N is any digit.
bool begins_with(std::string_view label, std::string_view pattern) noexcept {
  return label.size() >= pattern.size() &&
         std::equal(pattern.begin(), pattern.end(), label.begin(),
                    [](char wanted, char c) { return wanted == 'N' ? is_digit(c) : wanted == c; });
}

bool holds(const std::vector<std::string>& list, std::string_view value) noexcept {
  return std::ranges::find(list, value) != list.end();
}

}  // namespace

std::string_view to_text(Actor actor) noexcept { return kActorWords[static_cast<std::size_t>(actor)]; }
Actor parse_actor(std::string_view text, std::string_view where) {
  return static_cast<Actor>(parse_word(text, kActorWords, "authority", where));
}
std::string_view to_text(Flag flag) noexcept { return kFlagWords[static_cast<std::size_t>(flag)]; }
Flag parse_flag(std::string_view text, std::string_view where) {
  return static_cast<Flag>(parse_word(text, kFlagWords, "flag", where));
}

const Judge::Known& Judge::known(std::string_view suffix) {
  Known& slot = known_[std::hash<std::string_view>{}(suffix) & (kSlots - 1)];
  if (slot.suffix == suffix) return slot;
  const std::string_view tld = suffix.substr(suffix.rfind('.') + 1);
  slot.suffix = suffix;
  slot.tld = &facts_.find(tld);
  slot.section = suffixes_.section_of(suffix);
  slot.status = slot.tld->status;
  slot.flags = {};
  // A TLD that came into the root zone after our facts is in a newer Public Suffix List: its word counts for more than
  // our not knowing. (.onion is there too, but known as what it is.)
  if (!facts_.knows(tld) && slot.section == SuffixSection::icann) slot.status = TldStatus::delegated;
  switch (slot.status) {
    case TldStatus::delegated:
      if (slot.section == SuffixSection::unlisted) slot.flags.set(Flag::unlisted_suffix);
      break;
    case TldStatus::retired:
      slot.flags.set(Flag::retired_tld);
      break;
    case TldStatus::never_delegated:
      slot.flags.set(Flag::undelegated_tld);
      break;
    case TldStatus::special_use:
      slot.flags.set(Flag::special_use_tld);
      break;
  }
  if (holds(slot.tld->restricted_suffixes, suffix)) slot.flags.set(Flag::restricted_suffix);
  return slot;
}

void Judge::apply_rules(std::string_view label, Verdict& verdict) const {
  const TldFact& rules = *verdict.tld;
  if (label.size() < rules.min_length) verdict.flags.set(Flag::too_short);
  if (label.size() > rules.max_length) verdict.flags.set(Flag::too_long);
  if (!rules.digits_only && std::ranges::all_of(label, is_digit)) verdict.flags.set(Flag::digits_only);
  const bool a_label = label.starts_with("xn--");
  if (!rules.consecutive_hyphens && !a_label && label.find("--") != std::string_view::npos)
    verdict.flags.set(Flag::consecutive_hyphens);
  if (a_label && holds(rules.idn_refused_suffixes, verdict.suffix)) verdict.flags.set(Flag::idn_refused);
  if (rules.reserved_country_codes && label.size() == 2 && facts_.find(label).status == TldStatus::delegated)
    verdict.flags.set(Flag::reserved);
  if (std::ranges::any_of(rules.reserved_prefixes,
                          [&](const std::string& pattern) { return begins_with(label, pattern); }))
    verdict.flags.set(Flag::reserved);
}

Verdict Judge::judge(std::string_view name) {
  Verdict verdict;
  verdict.suffix = verdict.public_suffix = suffixes_.suffix_of(name);
  const Known& shared = known(verdict.suffix);
  verdict.tld = shared.tld;
  verdict.section = shared.section;
  verdict.status = shared.status;
  verdict.flags = shared.flags;
  // The longest provider zone that is the name or above it, if it is longer than the public suffix.
  for (std::string_view zone = name; zone.size() > verdict.suffix.size();) {
    if (facts_.is_provider_zone(zone)) {
      verdict.suffix = zone;
      verdict.section = SuffixSection::provider;
      break;
    }
    zone.remove_prefix(std::min(zone.size(), zone.find('.') + 1));
  }
  if (name.size() == verdict.suffix.size()) {
    verdict.flags.set(Flag::public_suffix);
    return verdict;
  }
  const std::size_t dot = name.rfind('.', name.size() - verdict.suffix.size() - 2);
  verdict.registrable = dot == std::string_view::npos ? name : name.substr(dot + 1);
  if (verdict.registrable.size() < name.size()) verdict.flags.set(Flag::below_registrable);
  if (verdict.status != TldStatus::delegated) return verdict;
  if (verdict.section == SuffixSection::provider) {
    verdict.actor = Actor::provider;
    return verdict;
  }
  verdict.actor = Actor::registry;
  apply_rules(verdict.label(), verdict);
  return verdict;
}

}  // namespace dgacast
