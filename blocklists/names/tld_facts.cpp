// SPDX-License-Identifier: Apache-2.0
#include "blocklists/names/tld_facts.h"

#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "dga/core/embedded.h"
#include "dga/core/json_value.h"

namespace dgacast {

extern const EmbeddedFile name_data[];
extern const std::size_t name_data_size;

namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 4> kStatusWords{"delegated", "retired", "never_delegated", "special_use"};

std::string_view embedded(std::string_view name) {
  for (std::size_t i = 0; i < name_data_size; ++i) {
    if (name_data[i].name == name) return name_data[i].text();
  }
  throw std::logic_error("names/data lacks " + std::string(name));
}

/// Calls `visit` for each line of `text` that is no comment; gives the date of the comment "# date: YYYY-MM-DD".
template <typename Visit>
std::string each_line(std::string_view text, Visit visit) {
  constexpr std::string_view kDate = "# date: ";
  std::string date;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.starts_with(kDate)) date = line.substr(kDate.size());
    if (!line.empty() && line.front() != '#') visit(line);
  }
  if (date.empty()) throw std::logic_error("a file of names/data has no date");
  return date;
}

TldStatus status_of(std::string_view word) {
  for (std::size_t i = 0; i < kStatusWords.size(); ++i) {
    if (kStatusWords[i] == word) return static_cast<TldStatus>(i);
  }
  throw std::logic_error("unknown status in names/data/tld_rules.json: " + std::string(word));
}

TldFact fact_of(const Json& json, std::uint64_t default_names) {
  TldFact fact;
  fact.status = json.contains("status") ? status_of(text_of(member(json, "status"))) : TldStatus::delegated;
  fact.registry = text_of(member(json, "registry"));
  fact.note = text_of(member(json, "note"));
  fact.registered_names =
      number_of(member(json, "registered_names"), fact.status == TldStatus::delegated ? default_names : 0);
  fact.min_length = static_cast<decltype(fact.min_length)>(number_of(member(json, "min_length"), fact.min_length));
  fact.max_length = static_cast<decltype(fact.max_length)>(number_of(member(json, "max_length"), fact.max_length));
  fact.digits_only = flag_of(member(json, "digits_only"), fact.digits_only);
  fact.consecutive_hyphens = flag_of(member(json, "consecutive_hyphens"), fact.consecutive_hyphens);
  fact.reserved_country_codes = flag_of(member(json, "reserved_country_codes"), fact.reserved_country_codes);
  fact.restricted_suffixes = texts_of(member(json, "restricted_suffixes"));
  fact.idn_refused_suffixes = texts_of(member(json, "idn_refused_suffixes"));
  fact.reserved_prefixes = texts_of(member(json, "reserved_prefixes"));
  fact.reserved_note = text_of(member(json, "reserved_note"));
  fact.idn_note = text_of(member(json, "idn_note"));
  fact.eligibility = text_of(member(json, "eligibility"));
  return fact;
}

}  // namespace

std::string_view to_text(TldStatus status) noexcept { return kStatusWords[static_cast<std::size_t>(status)]; }

TldFacts::TldFacts() {
  const Json rules = Json::parse(embedded("tld_rules"), nullptr, false);
  rules_date_ = text_of(member(rules, "date"));
  const std::uint64_t default_names = number_of(member(rules, "default_registered_names"));
  for (const auto& [tld, json] : member(rules, "tlds").items()) rules_.emplace(tld, fact_of(json, default_names));
  for (auto& [tld, fact] : rules_) tlds_.emplace(tld, &fact);
  delegated_.registered_names = default_names;
  delegated_.status = TldStatus::delegated;
  root_date_ = each_line(embedded("delegated_tlds"), [&](std::string_view tld) { tlds_.emplace(tld, &delegated_); });
  zones_date_ = each_line(embedded("provider_zones"), [&](std::string_view line) {
    const auto kind = line.find('\t'), provider = line.find('\t', kind + 1);
    if (kind == std::string_view::npos || provider == std::string_view::npos)
      throw std::logic_error("a line of names/data/provider_zones.txt has less than two tabs");
    zones_.emplace(line.substr(0, kind),
                   ProviderZone{line.substr(kind + 1, provider - kind - 1), line.substr(provider + 1)});
  });
}

const TldFacts& TldFacts::builtin() {
  static const TldFacts kFacts;
  return kFacts;
}

const TldFact& TldFacts::find(std::string_view tld) const noexcept {
  const auto found = tlds_.find(tld);
  return found == tlds_.end() ? unknown_ : *found->second;
}

const ProviderZone* TldFacts::find_zone(std::string_view name) const noexcept {
  const auto found = zones_.find(name);
  return found == zones_.end() ? nullptr : &found->second;
}

}  // namespace dgacast
