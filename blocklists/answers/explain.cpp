// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/explain.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "blocklists/engine/collect.h"
#include "blocklists/engine/source_text.h"
#include "blocklists/io/json_string.h"
#include "blocklists/names/written_name.h"
#include "dga/core/ascii.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

Explanation begin(const std::string& asked) {
  Explanation one;
  one.asked = asked;
  std::string scratch;
  const std::string_view meant = without_www(meant_name(asked, scratch));
  one.domain = canonical_name(meant).value_or(std::string{});
  if (one.domain.empty()) {
    one.fault = check_name(lower_case(meant));
    if (one.fault == NameFault::none) one.fault = NameFault::not_idna;
  } else {
    one.fault = check_name(one.domain);
    if (one.fault != NameFault::none) one.domain.clear();
  }
  return one;
}

ExplainBasis basis_of(const ExplainRequest& request) {
  const TldFacts& facts = TldFacts::builtin();
  ExplainBasis basis{.range = request.range,
                     .catalogue = request.catalogue,
                     .suffix_list = request.suffixes.source(),
                     .suffix_date = request.suffixes.date(),
                     .root_date = facts.root_date(),
                     .rules_date = facts.rules_date()};
  const CatalogueEntry* last = nullptr;
  for (const PlannedSeed& seed : request.plan.seeds()) {
    ++basis.seeds;
    if (seed.entry != last) ++basis.families;
    last = seed.entry;
  }
  return basis;
}

/// Who makes the names: all lists under their TLDs are made once.
void find_sources(std::vector<Explanation>& names, const ExplainRequest& request, const RunContext& run) {
  NameFilter filter{request.suffixes};
  for (const Explanation& one : names) {
    if (!one.domain.empty()) filter.add_tld(tld_of(one.domain), "");
  }
  if (filter.passes_all()) return;  // no name has a TLD
  const Collection collection = collect(request.plan, filter, {.provenance = true}, run);
  Collection::Finder finder{collection};
  for (Explanation& one : names) {
    run.check();
    const Entry* const found = one.domain.empty() ? nullptr : finder.find(one.domain);
    if (found != nullptr) one.sources.assign(found->sources.begin(), found->sources.end());
  }
}

/// By which list, and which part of it, the suffix of a name is one.
std::string section_text(const Verdict& verdict, const ExplainBasis& basis) {
  if (verdict.suffix.size() > verdict.public_suffix.size()) {
    const ProviderZone& zone = *TldFacts::builtin().find_zone(verdict.suffix);
    const std::string provider = zone.provider.empty() ? "" : " by " + std::string(zone.provider);
    return "a provider's zone (" + std::string(zone.kind) + provider + "), by our list of " +
           TldFacts::builtin().zones_date();
  }
  const std::string list = "Public Suffix List of " + basis.suffix_date;
  switch (verdict.section) {
    case SuffixSection::icann:
      return "ICANN section, " + list;
    case SuffixSection::provider:
      return "private section, " + list;
    case SuffixSection::unlisted:
      break;
  }
  return "by the default rule, " + list;
}

std::string why_not(const Explanation& one, const ExplainBasis& basis) {
  if (one.domain.empty()) return "no host name: " + std::string(to_text(one.fault));
  if (one.sources.empty()) {
    return "none of " + std::to_string(basis.families) + " families and " + std::to_string(basis.seeds) +
           " seeds makes it from " + format_instant(basis.range.begin) + " to " + format_instant(basis.range.end);
  }
  return one.outcome == Outcome::kept ? std::string{} : std::string(to_text(one.outcome));
}

/// Takes what was found over, so that the explanation needs neither assessor nor lists.
void take(const Assessment& assessment, const Collisions& collisions, const ExplainRequest& request,
          const ExplainBasis& basis, Explanation& one) {
  const Verdict& verdict = assessment.verdict;
  one.suffix = verdict.suffix;
  one.section = section_text(verdict, basis);
  one.registrable = verdict.registrable;
  one.tld = tld_of(one.domain);
  one.tld_fact = verdict.tld;
  one.status = verdict.status;
  one.actor = verdict.actor;
  one.flags = verdict.flags;
  one.risk = assessment.collision_risk;
  one.confidence = assessment.confidence;
  for (std::size_t i = 0; i < kReasons; ++i) {
    const auto reason = static_cast<Reason>(i);
    if (assessment.reasons.has(reason)) one.reasons.emplace_back(reason, points_of(reason, one.risk));
  }
  for (const Hit& hit : assessment.evidence) {
    one.evidence.push_back(
        {hit.kind, collisions.list_name(hit.list), request.lists->date(hit.list), hit.rank, hit.created});
  }
}

void assess(std::vector<Explanation>& names, const ExplainRequest& request, const ExplainBasis& basis,
            const RunContext& run) {
  Collisions collisions;
  const bool any = !std::ranges::all_of(names, &std::string::empty, &Explanation::domain);
  if (request.lists != nullptr && any) {
    Judge judge{request.suffixes, TldFacts::builtin()};
    for (const Explanation& one : names) {
      if (one.domain.empty()) continue;
      const std::string_view registrable = judge.judge(one.domain).registrable;
      collisions.expect(registrable.empty() ? std::string_view{one.domain} : registrable);
    }
    request.lists->read(collisions, run);
  }
  Assessor assessor{request.suffixes, TldFacts::builtin(), &collisions};
  for (Explanation& one : names) {
    if (one.domain.empty()) continue;
    const Assessment assessment = assessor.assess(one.domain, one.sources);
    one.outcome = Screen::decide(request.screen, assessment);
    take(assessment, collisions, request, basis, one);
  }
}

/// Writes `,"key":` and the text.
void put_text(Sink& out, std::string_view key, std::string_view text) {
  out.put(",\"", key, "\":");
  put_json_string(out, text);
}

void put_sources(Sink& out, const Explanation& name) {
  SourceJson json{SourceJson::Keys::answer};
  std::string_view before;
  out.put(",\"sources\":[");
  for (const Attribution& source : name.sources) {
    out.put(std::exchange(before, std::string_view{","}), '{');
    json.put(out, source);
    put_text(out, "first_seen", to_text(source.entry->first_seen));
    out.put('}');
  }
  out.put(']');
}

void put_verdict(Sink& out, const Explanation& name, const ExplainBasis& basis) {
  out.put(",\"suffix\":{\"name\":");
  put_json_string(out, name.suffix);
  put_text(out, "section", name.section);
  put_text(out, "list", basis.suffix_list);
  put_text(out, "date", basis.suffix_date);
  out.put("},\"registrable\":");
  name.registrable.empty() ? out.put("null") : put_json_string(out, name.registrable);
  out.put(",\"tld\":{\"name\":");
  put_json_string(out, name.tld);
  put_text(out, "status", to_text(name.status));
  put_text(out, "date", basis.root_date);
  if (!name.tld_fact->registry.empty()) put_text(out, "registry", name.tld_fact->registry);
  if (!name.tld_fact->note.empty()) put_text(out, "note", name.tld_fact->note);
  out.put('}');
  put_text(out, "actor", to_text(name.actor));
  out.put(",\"flags\":[");
  std::string_view before;
  each_word(name.flags,
            [&](std::string_view word) { out.put(std::exchange(before, std::string_view{","}), '"', word, '"'); });
  out.put(']');
  put_text(out, "rules_date", basis.rules_date);
}

void put_assessment(Sink& out, const Explanation& name) {
  out.put(",\"risk\":", std::string_view{json_text(nlohmann::json(name.risk))}, ",\"confidence\":", name.confidence,
          ",\"reasons\":{");
  std::string_view before;
  for (const auto& [reason, points] : name.reasons)
    out.put(std::exchange(before, std::string_view{","}), '"', to_text(reason), "\":", points);
  out.put("},\"evidence\":[");
  before = {};
  for (const ListEvidence& one : name.evidence) {
    out.put(std::exchange(before, std::string_view{","}), "{\"kind\":\"", to_text(one.kind), '"');
    put_text(out, "list", one.list);
    if (!one.date.empty()) put_text(out, "date", one.date);
    if (one.rank > 0) out.put(",\"rank\":", one.rank);
    if (one.kind == ListKind::created) put_text(out, "created", format_date(one.created));
    out.put('}');
  }
  out.put(']');
}

}  // namespace

Explanations explain(std::span<const std::string> names, const ExplainRequest& request, const RunContext& run) {
  Explanations found{basis_of(request), {}};
  for (const std::string& asked : names) found.names.push_back(begin(asked));
  find_sources(found.names, request, run);
  assess(found.names, request, found.basis, run);
  for (Explanation& one : found.names) one.why_not = why_not(one, found.basis);
  return found;
}

void put_json(Sink& out, const Explanation& name, const ExplainBasis& basis) {
  const std::string_view domain = name.domain.empty() ? name.asked : name.domain;
  out.put("{\"domain\":");
  put_json_string(out, domain);
  put_text(out, "name", domain);
  out.put(",\"listed\":", std::string_view{name.listed() ? "true" : "false"});
  if (!name.listed()) put_text(out, "why_not", name.why_not);
  put_text(out, "from", format_instant(basis.range.begin));
  put_text(out, "to", format_instant(basis.range.end));
  put_sources(out, name);
  out.put(",\"searched\":{\"families\":", basis.families, ",\"seeds\":", basis.seeds);
  put_text(out, "catalogue", std::string_view{basis.catalogue}.substr(0, 12));
  out.put('}');
  if (name.domain.empty()) {
    put_text(out, "fault", to_text(name.fault));
  } else {
    put_verdict(out, name, basis);
    put_assessment(out, name);
  }
  out.put('}');
}

}  // namespace dgacast
