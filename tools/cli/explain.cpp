// SPDX-License-Identifier: Apache-2.0
// dgacast explain: why and until when a name is listed, verdict by verdict; or why it is not.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "blocklists/formats/text.h"
#include "blocklists/io/output.h"
#include "blocklists/names/written_name.h"
#include "dga/core/ascii.h"
#include "dga/core/json_value.h"
#include "tools/cli/date_options.h"
#include "tools/cli/list_options.h"
#include "tools/cli/seed_options.h"
#include "tools/cli/table.h"

namespace dgacast {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::vector<std::string> names;
  SeedOptions seeds;  // its families only
  DateOptions dates;
  std::vector<std::string> catalogue;
  ListOptions list;  // what screens
  bool json = false;
};

/// One name that was asked for, and all that is found out of it.
struct Case {
  std::string asked, name;  // `name`: in canonical form, empty when it has a fault
  NameFault fault = NameFault::none;
  std::vector<Attribution> sources;
  Assessment assessment;
  Outcome outcome = Outcome::kept;

  bool listed() const noexcept { return !sources.empty() && outcome == Outcome::kept; }
};

Case case_of(const std::string& asked) {
  Case one;
  one.asked = asked;
  std::string scratch;
  const std::string_view meant = without_www(meant_name(asked, scratch));
  one.name = canonical_name(meant).value_or(std::string{});
  if (!one.name.empty()) {
    one.fault = check_name(one.name);
    if (one.fault != NameFault::none) one.name.clear();
    return one;
  }
  one.fault = check_name(lower_case(meant));
  if (one.fault == NameFault::none) one.fault = NameFault::not_idna;
  return one;
}

class Explanation {
 public:
  Explanation(const Options& options, const Context& context)
      : options_(options),
        screen_(screen_options_of(options.list.screen)),
        suffixes_(load_suffixes(options.list.screen.psl)),
        lists_(list_files_of(options.list.screen), options.list.screen.skip_bad_entries),
        catalogue_(catalogue_of(context, options.catalogue)),
        horizon_(horizon_of(options.dates)) {
    for (const std::string& asked : options.names) cases_.push_back(case_of(asked));
    find_sources(context);
    assess();
  }

  const std::vector<Case>& cases() const noexcept { return cases_; }

  Json json(const Case& one) const {
    Json json{{"name", one.name.empty() ? one.asked : one.name}, {"listed", one.listed()}};
    if (!one.listed()) json["why_not"] = why_not(one);
    json["from"] = format_instant(horizon_.begin);
    json["to"] = format_instant(horizon_.end);
    json["sources"] = Json::array();
    for (const Attribution& source : one.sources) {
      json["sources"].push_back({{"family", source.entry->id},
                                 {"malware", source.entry->malware},
                                 {"seed", source.seed->id()},
                                 {"valid_from", format_instant(source.valid_from)},
                                 {"valid_until", format_instant(source.valid_until)},
                                 {"index", source.index},
                                 {"first_seen", to_text(source.entry->first_seen)}});
    }
    json["searched"] = {{"families", families_}, {"seeds", seeds_}, {"catalogue", catalogue_->digest().substr(0, 12)}};
    if (one.name.empty()) {
      json["fault"] = to_text(one.fault);
      return json;
    }
    const Assessment& assessment = one.assessment;
    const Verdict& verdict = assessment.verdict;
    json["suffix"] = {{"name", verdict.suffix},
                      {"section", section_text(verdict)},
                      {"list", suffixes_->source()},
                      {"date", suffixes_->date()}};
    json["registrable"] = verdict.registrable.empty() ? Json(nullptr) : Json(verdict.registrable);
    json["tld"] = {
        {"name", tld_of(one.name)}, {"status", to_text(verdict.status)}, {"date", TldFacts::builtin().root_date()}};
    if (!verdict.tld->registry.empty()) json["tld"]["registry"] = verdict.tld->registry;
    if (!verdict.tld->note.empty()) json["tld"]["note"] = verdict.tld->note;
    json["actor"] = to_text(verdict.actor);
    json["flags"] = Json::array();
    each_word(verdict.flags, [&](std::string_view word) { json["flags"].push_back(word); });
    json["rules_date"] = TldFacts::builtin().rules_date();
    json["risk"] = assessment.collision_risk;
    json["confidence"] = assessment.confidence;
    json["reasons"] = Json::object();
    each_part(assessment, [&](Reason reason, std::uint32_t points) { json["reasons"][to_text(reason)] = points; });
    json["evidence"] = Json::array();
    for (const Hit& hit : assessment.evidence) {
      Json item{{"kind", to_text(hit.kind)}, {"list", collisions_.list_name(hit.list)}};
      if (const std::string date = lists_.date(hit.list); !date.empty()) item["date"] = date;
      if (hit.rank > 0) item["rank"] = hit.rank;
      if (hit.kind == ListKind::created) item["created"] = format_date(hit.created);
      json["evidence"].push_back(std::move(item));
    }
    return json;
  }

  void put_text(const Case& one, Sink& out) const {
    const auto line = [&out](std::string_view label, const std::string& text) {
      put_line(out, std::string("  ").append(label), text);
    };
    out.put(std::string_view{one.name.empty() ? quote(one.asked) : one.name}, '\n');
    line("listed", one.listed() ? "yes" : "no: " + why_not(one));
    for (const Attribution& source : one.sources) {
      const CatalogueEntry& entry = *source.entry;
      line("made by", entry.id + "/" + source.seed->id() + " (" + entry.malware +
                          (entry.first_seen.known() ? ", first seen " + to_text(entry.first_seen) : "") + ")");
      const bool always = source.valid_from == kUnbounded.begin && source.valid_until == kUnbounded.end;
      line("", (always ? std::string("at all times")
                       : "from " + format_instant(source.valid_from) + " until " + format_instant(source.valid_until)) +
                   ", place " + std::to_string(source.index) + " in the bot's list");
    }
    if (one.name.empty()) return;
    const Assessment& assessment = one.assessment;
    const Verdict& verdict = assessment.verdict;
    const TldFacts& facts = TldFacts::builtin();
    line("host name", "by UTS #46 and RFC 1035");
    line("suffix", std::string(verdict.suffix) + ": " + section_text(verdict));
    line("registrable",
         verdict.registrable.empty() ? "nothing: the name is a suffix" : std::string(verdict.registrable));
    line("tld", std::string(tld_of(one.name)) + ": " + std::string(to_text(verdict.status)) + ", by the root zone of " +
                    facts.root_date() + (verdict.tld->note.empty() ? "" : " (" + verdict.tld->note + ")"));
    line("actor", std::string(to_text(verdict.actor)) +
                      (verdict.actor == Actor::registry && !verdict.tld->registry.empty() ? ": " + verdict.tld->registry
                                                                                          : std::string{}));
    std::string flags;
    each_word(verdict.flags, [&](std::string_view word) { flags.append(flags.empty() ? "" : ", ").append(word); });
    line("flags", (flags.empty() ? "none" : flags) + ", by the rules of " + facts.rules_date());
    for (const std::string* note : {&verdict.tld->eligibility, &verdict.tld->reserved_note, &verdict.tld->idn_note}) {
      if (verdict.actor == Actor::registry && !note->empty()) line("note", *note);
    }
    for (const Hit& hit : assessment.evidence) {
      const std::string date = lists_.date(hit.list);
      line("evidence", std::string(to_text(hit.kind)) + ": " + collisions_.list_name(hit.list) +
                           (date.empty() ? "" : " of " + date) +
                           (hit.rank > 0 ? ", rank " + std::to_string(hit.rank) : std::string{}) +
                           (hit.kind == ListKind::created ? ": " + format_date(hit.created) : std::string{}));
    }
    std::array<char, 32> risk;
    std::snprintf(risk.data(), risk.size(), "%.3g", assessment.collision_risk);
    line("risk", std::string(risk.data()) + " that somebody else has it");
    std::string sum = std::to_string(assessment.confidence);
    each_part(assessment, [&, first = true](Reason reason, std::uint32_t points) mutable {
      sum.append(first ? ": 100 - " : " - ").append(std::to_string(points)).append(" ").append(to_text(reason));
      first = false;
    });
    line("confidence", sum);
  }

 private:
  void find_sources(const Context& context) {
    NameFilter filter{*suffixes_};
    bool any = false;
    for (const Case& one : cases_) {
      if (one.name.empty()) continue;
      filter.add_tld(tld_of(one.name), "");
      any = true;
    }
    RunContext run = run_context(context);
    run.threads = options_.list.threads.value_or(0);
    if (options_.seeds.families.empty()) run.log = {};  // nobody asked for what has to be left out
    plan_ = plan_of(catalogue_, options_.seeds, horizon_, run);
    const CatalogueEntry* last = nullptr;
    for (const PlannedSeed& one : plan_.seeds()) {
      ++seeds_;
      if (one.entry != last) ++families_;
      last = one.entry;
    }
    if (!any) return;
    const Collection names = collect(plan_, filter, {.provenance = true}, run);
    names.visit([&](std::span<const Entry> entries) {
      if (context.stop.stop_requested()) throw Interrupted{};
      for (Case& one : cases_) {
        const auto found = std::ranges::lower_bound(entries, std::string_view{one.name}, {}, &Entry::domain);
        if (found != entries.end() && found->domain == one.name) {
          one.sources.assign(found->sources.begin(), found->sources.end());
        }
      }
    });
    Judge judge{*suffixes_, TldFacts::builtin()};
    for (const Case& one : cases_) {
      if (one.name.empty()) continue;
      const std::string_view registrable = judge.judge(one.name).registrable;
      collisions_.expect(registrable.empty() ? std::string_view{one.name} : registrable);
    }
    lists_.read(collisions_, run_context(context));
  }

  void assess() {
    Assessor assessor{*suffixes_, TldFacts::builtin(), &collisions_};
    for (Case& one : cases_) {
      if (one.name.empty()) continue;
      one.assessment = assessor.assess(one.name, one.sources);
      one.outcome = Screen::decide(screen_, one.assessment);
    }
  }

  std::string why_not(const Case& one) const {
    if (one.name.empty()) return "no host name: " + std::string(to_text(one.fault));
    if (one.sources.empty()) {
      return "none of " + std::to_string(families_) + " families and " + std::to_string(seeds_) +
             " seeds makes it from " + format_instant(horizon_.begin) + " to " + format_instant(horizon_.end);
    }
    return std::string(to_text(one.outcome));
  }

  std::string section_text(const Verdict& verdict) const {
    const std::string list = "Public Suffix List of " + suffixes_->date();
    if (verdict.suffix.size() > verdict.public_suffix.size()) {
      const ProviderZone& zone = *TldFacts::builtin().find_zone(verdict.suffix);
      const std::string provider = zone.provider.empty() ? "" : " by " + std::string(zone.provider);
      return "a provider's zone (" + std::string(zone.kind) + provider + "), by our list of " +
             TldFacts::builtin().zones_date();
    }
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

  template <typename Visit>
  static void each_part(const Assessment& assessment, Visit visit) {
    for (std::size_t i = 0; i < kReasons; ++i) {
      const auto reason = static_cast<Reason>(i);
      if (assessment.reasons.has(reason)) visit(reason, points_of(reason, assessment.collision_risk));
    }
  }

  const Options& options_;
  ScreenOptions screen_;
  std::unique_ptr<const PublicSuffixes> suffixes_;
  ListFiles lists_;
  const std::shared_ptr<const Catalogue> catalogue_;
  Period horizon_;
  Plan plan_;  // owns the seeds of the cases
  Collisions collisions_;
  std::vector<Case> cases_;
  std::size_t families_ = 0, seeds_ = 0;
};

void run(const Options& options, Context& context) {
  const Explanation explanation{options, context};
  with_output("-", [&](Output& output) {
    Sink out{output};
    bool first = true;
    for (const Case& one : explanation.cases()) {
      if (options.json) {
        out.put(std::string_view{json_text(explanation.json(one))}, '\n');
      } else {
        if (!first) out.put('\n');
        explanation.put_text(one, out);
      }
      first = false;
    }
    out.flush();
  });
  if (!std::ranges::all_of(explanation.cases(), &Case::listed)) context.exit = Exit::negative;
}

}  // namespace

void add_explain(CLI::App& program, Context& context) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("explain", "say why and until when names are listed, or why they are not");
  command->add_option("name", options->names, "names in any case, with U- or A-labels, defanged or in URLs")
      ->type_name("NAME")
      ->required();
  add_family_option(*command, options->seeds);
  add_date_options(*command, options->dates);
  command->add_flag("--json", options->json, "one JSON object a name");
  add_actor_options(*command, options->list.screen);
  add_screen_options(*command, options->list.screen);
  add_catalogue_option(*command, options->catalogue);
  command->footer(
      "Gives the exit status 1 when one of the names is not listed. All lists of the dates are computed: a year takes "
      "as long as its list.\n\n"
      "Examples:\n"
      "  dgacast explain 0cl643pge57ubgy6.cn --on 2026-11-24\n"
      "  dgacast explain pushover.net --from 2027-03-01 --days 31 --allow tranco.csv.gz\n"
      "  dgacast explain qrpt.mooo.com --json | jq .actor");
  command->callback([options, &context] { run(*options, context); });
}

}  // namespace dgacast
