// SPDX-License-Identifier: Apache-2.0
// dgacast generate: the names of a range of dates, selected and written as a list; or one list of a bot as it is.
#include <nlohmann/json.hpp>
#include <nlohmann/json.hpp>
#include <optional>

#include "blocklists/select/collect.h"
#include "blocklists/select/import.h"
#include "tools/date_options.h"
#include "tools/list_options.h"

namespace dgacast {
namespace {

struct Options {
  std::vector<std::string> families;
  DateOptions dates;
  std::vector<std::string> params;
  std::string observation;
  std::vector<std::string> catalogue;
  std::vector<std::string> imports;
  bool raw = false;
  ListOptions list;
};

constexpr std::string_view kAdHoc = "ad-hoc";

struct Wanted {
  const CatalogueEntry* entry;
  Seed seed;
};

/// The seeds that the user named, or all.
class Selection {
 public:
  Selection(const Catalogue& catalogue, const Options& options, const Context& context)
      : catalogue_(catalogue), options_(options), context_(context) {
    if (!options.observation.empty()) read_observation();
    if (options.families.empty()) {
      if (!options.params.empty()) usage("--param", "needs a family to belong to", "name one family, or FAMILY/SEED");
      for (const CatalogueEntry& entry : catalogue.entries()) add_all(entry, false);
    }
    for (const std::string& name : options.families) add_named(name);
    if (observation_ && !observed_) {
      usage("--observation", "no family that was named takes one",
            "name a family that does: 'dgacast families' shows them as TDN or TIN");
    }
  }

  std::vector<Wanted> wanted;

 private:
  void read_observation() {
    const std::string text = read_file(options_.observation);
    nlohmann::json value = nlohmann::json::parse(text, nullptr, false);
    if (value.is_discarded()) value = text;
    observation_ = std::move(value);
  }

  void add_named(const std::string& name) {
    const auto slash = name.find('/');
    const auto entries = catalogue_.named(name.substr(0, slash), "");
    if (entries.size() > 1 && (slash != std::string::npos || !options_.params.empty())) {
      std::string list;
      for (const CatalogueEntry* entry : entries) list.append(list.empty() ? "" : ", ").append(entry->id);
      usage("", quote(name.substr(0, slash)) + " names several families", "name one of " + list);
    }
    for (const CatalogueEntry* entry : entries) {
      if (slash != std::string::npos) {
        add(*entry, with_options(*entry, &entry->seed(name.substr(slash + 1), "")), true);
      } else if (!options_.params.empty()) {
        if (options_.families.size() > 1) usage("--param", "stands beside several families", "name one family");
        add(*entry, with_options(*entry, nullptr), true);
      } else {
        add_all(*entry, true);
      }
    }
  }

  [[noreturn]] static void refuse(const CatalogueEntry& entry) {
    std::string mend =
        entry.family == nullptr ? "leave it out" : "add names that you hold as a seed with --catalogue FILE";
    if (!entry.seeds.empty()) mend = "take " + entry.id + "/" + entry.seeds.front().id() + ", or " + mend;
    usage("", "family '" + entry.id + "' cannot be generated: " + entry.unavailable, mend);
  }

  void add_all(const CatalogueEntry& entry, bool by_name) {
    if (!entry.unavailable.empty()) {
      if (by_name) refuse(entry);
      note(context_, entry.id + " is left out: " + entry.unavailable);
      return;
    }
    for (const Seed& seed : entry.seeds) {
      if (!add(entry, with_options(entry, &seed), by_name)) break;
    }
    if (entry.seeds.empty()) {
      if (by_name) usage("", "family '" + entry.id + "' has no known seed", "give its parameters with --param");
      note(context_, entry.id + " is left out: it has no known seed");
    }
  }

  /// A copy of `base` (or the family's defaults) with what --param and --observation say.
  Seed with_options(const CatalogueEntry& entry, const Seed* base) {
    if (entry.family == nullptr) refuse(entry);
    SeedBuilder builder = base != nullptr
                              ? SeedBuilder{entry.id, *base, options_.params.empty() ? base->id() : std::string(kAdHoc)}
                              : entry.builder(kAdHoc, "--param");
    for (const std::string& param : options_.params) {
      const auto equals = param.find('=');
      if (equals == std::string::npos || equals == 0)
        usage("--param", quote(param) + " is not NAME=VALUE", "write for example --param seed=0x1234");
      builder.set_text(param.substr(0, equals), param.substr(equals + 1), "--param");
    }
    for (const ParameterSpec& spec : entry.family->facts().parameters) {
      if (spec.type != ParameterType::observation || !observation_) continue;
      builder.set(spec.name, *observation_, "--observation");
      observed_ = true;
    }
    return builder.build("--param");
  }

  bool add(const CatalogueEntry& entry, Seed seed, bool by_name) {
    if (missing_observation(seed, entry.family->facts().parameters)) {
      const std::string reason = "it computes its names from an observation: " + observation_meaning(entry);
      if (by_name)
        usage("", "family '" + entry.id + "' lacks its observation", "give it with --observation FILE; " + reason);
      note(context_, entry.id + " is left out: " + reason);
      return false;
    }
    entry.family->check(seed, options_.params.empty() ? "--observation" : "--param");
    wanted.push_back({&entry, std::move(seed)});
    return true;
  }

  static std::string observation_meaning(const CatalogueEntry& entry) {
    for (const ParameterSpec& spec : entry.family->facts().parameters) {
      if (spec.type != ParameterType::observation) continue;
      for (const ParameterFact& fact : entry.parameters) {
        if (fact.name == spec.name) return fact.meaning;
      }
    }
    return {};
  }

  const Catalogue& catalogue_;
  const Options& options_;
  const Context& context_;
  std::optional<nlohmann::json> observation_;
  bool observed_ = false;
};

void write_raw(const Options& options, Context& context, const std::vector<Wanted>& wanted) {
  if (!options.list.format.empty())
    usage("--raw", "stands beside --format", "leave one out: a raw list is always plain names");
  if (!options.list.tlds.empty() || !options.list.suffixes.empty())
    usage("--raw", "stands beside --tld or --suffix", "leave one out: a raw list is never filtered");
  if (options.dates.range())
    usage("--raw", "stands beside a range of dates", "give --on DATE: a raw list is that of one period");
  if (wanted.size() != 1 || options.families.size() != 1) {
    usage("--raw", "needs exactly one seed, not " + std::to_string(wanted.size()),
          options.families.size() == 1
              ? "name it: '" + options.families[0] + "/SEED'; 'dgacast families " + options.families[0] + "' lists them"
              : "name one FAMILY/SEED");
  }
  const Wanted& one = wanted.front();
  const FamilyFacts& facts = one.entry->family->facts();
  if (!options.dates.on && !facts.period.is_unbounded())
    usage("--raw", "has no date", "give --on DATE, or an instant such as 2027-03-18T14:02:40Z");
  const UtcSeconds when = options.dates.on ? parse_instant(*options.dates.on, "--on") : UtcSeconds{};
  const Seed seed = options.dates.on && has_time(*options.dates.on) ? one.entry->at_instant(one.seed, when) : one.seed;
  DomainList names;
  one.entry->family->generate(seed, facts.period.containing(seed, when), names);
  with_output(options.list.output, [&](Output& output) {
    Sink sink{output};
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (context.stop.stop_requested()) throw Interrupted{};
      sink.put(names[i], '\n');
    }
    sink.flush();
  });
}

void run(const Options& options, Context& context) {
  check_list_options(options.list);
  const Catalogue catalogue = load_catalogue(options.catalogue);
  const Period horizon = horizon_of(options.dates);
  const Selection selection{catalogue, options, context};
  if (options.raw) return write_raw(options, context, selection.wanted);

  Plan plan;
  for (const Wanted& one : selection.wanted) plan.add(*one.entry, one.seed, horizon);
  Imports imports;
  for (const std::string& path : options.imports) {
    imports.read(read_file(path), shown_path(path), catalogue, {.family = "imported", .period = horizon});
  }
  imports.add_to(plan, horizon);
  write_plan(plan, horizon.begin, options.list, context);
}

}  // namespace

void add_generate(CLI::App& program, Context& context) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("generate", "write the names that malware will call in a range of dates");
  command->add_option("family", options->families, "families or seeds, by id, alias or malware; all when none is named")
      ->type_name("FAMILY[/SEED]");
  add_date_options(*command, options->dates);
  command
      ->add_option("--param", options->params,
                   "set a parameter of the one named family: a number (decimal or 0x), a word, JSON for lists")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  command
      ->add_option("--observation", options->observation,
                   "outside input of a TDN or TIN family, text or JSON; - is standard input")
      ->type_name("FILE");
  command->add_flag("--raw", options->raw,
                    "the bot's own list of one period: its order, repeats kept, nothing filtered");
  command->add_option("--import", options->imports, "add the names of this list (see 'dgacast import --help')")
      ->type_name("FILE")
      ->allow_extra_args(false);
  add_list_options(*command, options->list);
  add_catalogue_option(*command, options->catalogue);
  command->footer(
      "The list is sorted by octets and unique. Names that are no host names are left out and counted on standard "
      "error.\n\n"
      "Examples:\n"
      "  dgacast generate --tld cn                                   today's .cn names of every family\n"
      "  dgacast generate necurs flubot --days 90 --format csv       the next 90 days with family, seed and validity\n"
      "  dgacast generate --from 2026-11-23 --days 9 --format rpz --rpz-origin dga.rpz.example -o dga.rpz\n"
      "  dgacast generate suppobox/suppobox-1 --on 2016-05-04T12:41:36Z --raw\n"
      "  dgacast generate srizbi --param key=0x12345678 --on 2027-01-01 --raw");
  command->callback([options, &context] { run(*options, context); });
}

}  // namespace dgacast
