// SPDX-License-Identifier: Apache-2.0
// dgacast explain: why and until when a name is listed, verdict by verdict; or why it is not.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "blocklists/answers/explain.h"
#include "blocklists/io/output.h"
#include "blocklists/options/answers.h"
#include "blocklists/options/selection.h"
#include "tools/cli/arguments.h"
#include "tools/cli/date_options.h"
#include "tools/cli/list_options.h"
#include "tools/cli/run.h"
#include "tools/cli/seed_options.h"
#include "tools/cli/table.h"

namespace dgacast {
namespace {

struct Options {
  std::vector<std::string> names;
  SeedOptions seeds;  // its families only
  DateOptions dates;
  std::vector<std::string> catalogue;
  ListOptions list;  // what screens
  bool json = false;
};

std::string made_by(const Attribution& source) {
  const CatalogueEntry& entry = *source.entry;
  return entry.id + "/" + source.seed->id() + " (" + entry.malware +
         (entry.first_seen.known() ? ", first seen " + to_text(entry.first_seen) : "") + ")";
}

std::string window_of(const Attribution& source) {
  const bool always = source.valid_from == kUnbounded.begin && source.valid_until == kUnbounded.end;
  return (always ? std::string("at all times")
                 : "from " + format_instant(source.valid_from) + " until " + format_instant(source.valid_until)) +
         ", place " + std::to_string(source.index) + " in the bot's list";
}

std::string text_of(const ListEvidence& one) {
  return std::string(to_text(one.kind)) + ": " + one.list + (one.date.empty() ? "" : " of " + one.date) +
         (one.rank > 0 ? ", rank " + std::to_string(one.rank) : std::string{}) +
         (one.kind == ListKind::created ? ": " + format_date(one.created) : std::string{});
}

std::string sum_of(const Explanation& name) {
  std::string sum = std::to_string(name.confidence);
  const char* before = ": 100 - ";
  for (const auto& [reason, points] : name.reasons)
    sum.append(std::exchange(before, " - ")).append(std::to_string(points)).append(" ").append(to_text(reason));
  return sum;
}

/// For people: a line a fact.
void put_text(const Explanation& name, const ExplainBasis& basis, Sink& out) {
  const auto line = [&out](std::string_view label, const std::string& text) {
    put_line(out, std::string("  ").append(label), text);
  };
  out.put(std::string_view{name.domain.empty() ? quote(name.asked) : name.domain}, '\n');
  line("listed", name.listed() ? "yes" : "no: " + name.why_not);
  for (const Attribution& source : name.sources) {
    line("made by", made_by(source));
    line("", window_of(source));
  }
  if (name.domain.empty()) return;
  const TldFact& tld = *name.tld_fact;
  line("host name", "by UTS #46 and RFC 1035");
  line("suffix", name.suffix + ": " + name.section);
  line("registrable", name.registrable.empty() ? "nothing: the name is a suffix" : name.registrable);
  line("tld", name.tld + ": " + std::string(to_text(name.status)) + ", by the root zone of " + basis.root_date +
                  (tld.note.empty() ? "" : " (" + tld.note + ")"));
  const bool is_registry = name.actor == Actor::registry;
  line("actor", std::string(to_text(name.actor)) + (is_registry && !tld.registry.empty() ? ": " + tld.registry : ""));
  std::string flags;
  each_word(name.flags, [&](std::string_view word) { flags.append(flags.empty() ? "" : ", ").append(word); });
  line("flags", (flags.empty() ? "none" : flags) + ", by the rules of " + basis.rules_date);
  for (const std::string* note : {&tld.eligibility, &tld.reserved_note, &tld.idn_note}) {
    if (is_registry && !note->empty()) line("note", *note);
  }
  for (const ListEvidence& one : name.evidence) line("evidence", text_of(one));
  line("risk", fmt::format("{:.3g} that somebody else has it", name.risk));
  line("confidence", sum_of(name));
}

void run(const Options& options, Context& context) {
  const ScreenOptions screen = screen_options_of(options.list.screen);
  const std::unique_ptr<const PublicSuffixes> suffixes = load_suffixes(options.list.screen.psl);
  ListFiles lists{list_files_of(options.list.screen), options.list.screen.skip_bad_entries};
  const auto catalogue = catalogue_of(context, options.catalogue);
  const Period range = horizon_of(options.dates);
  const RunContext run = run_context(context, options.list);
  RunContext quiet = run;
  if (options.seeds.families.empty()) quiet.log = {};  // nobody asked for what has to be left out
  const Plan plan = plan_of(catalogue, options.seeds, range, quiet);
  const Explanations found = explain(options.names,
                                     {.plan = plan,
                                      .range = range,
                                      .catalogue = catalogue->digest(),
                                      .suffixes = *suffixes,
                                      .screen = screen,
                                      .lists = &lists},
                                     run);
  with_output("-", [&](Output& output) {
    Sink out{output};
    for (const Explanation& name : found.names) {
      if (options.json) {
        put_json(out, name, found.basis);
        out.put('\n');
      } else {
        if (&name != found.names.data()) out.put('\n');
        put_text(name, found.basis, out);
      }
    }
    out.flush();
  });
  if (!std::ranges::all_of(found.names, &Explanation::listed)) context.exit = Exit::negative;
}

}  // namespace

void add_explain(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::explained_names, options->names);
  add_family_option(command, options->seeds);
  add_date_options(command, options->dates);
  command.add(option::json_answers, options->json);
  add_selection_options(command, options->list);
  add_screen_options(command, options->list.screen);
  add_run_options(command, options->list);
  command.add(option::catalogue, options->catalogue);
  command.run([options, &context] { run(*options, context); });
}

}  // namespace dgacast
