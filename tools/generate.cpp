// SPDX-License-Identifier: Apache-2.0
// dgacast generate: the names of a range of dates, selected and written as a list; or one list of a bot as it is.
#include <chrono>
#include <optional>

#include "blocklists/formats/format.h"
#include "blocklists/names/hostname.h"
#include "blocklists/publish/list_writer.h"
#include "blocklists/select/collect.h"
#include "tools/command.h"

namespace dgacast {
namespace {

struct Options {
  std::vector<std::string> families;
  std::optional<std::string> on, from, to;
  std::optional<std::uint32_t> days;
  std::vector<std::string> params;
  std::string observation;
  std::vector<std::string> catalogue;
  bool raw = false;
  std::vector<std::string> tlds, suffixes;
  std::string format;
  std::string output = "-";
  std::string rpz_origin, rpz_action;
  std::optional<std::uint32_t> rpz_serial, rpz_ttl;
  std::optional<std::uint32_t> threads;
};

constexpr std::string_view kAdHoc = "ad-hoc";
constexpr std::uint32_t kMostDays = 84'000;  // 1970 to 2199

[[noreturn]] void usage(std::string where, std::string what, std::string mend) {
  throw InputError{{std::move(where), std::move(what), std::move(mend)}};
}

/// Half-open. An instant stands for the second that it begins.
Period horizon_of(const Options& options) {
  using std::chrono::days;
  constexpr UtcSeconds kEnd = midnight(kLastYear + 1, 1, 1);
  const UtcSeconds today = std::chrono::floor<days>(std::chrono::system_clock::now());
  const bool range = options.from || options.to || options.days;
  if (options.on && range) usage("--on", "stands beside --from, --to or --days", "give either one date or a range");
  if (!range) {
    const UtcSeconds begin = options.on ? parse_instant(*options.on, "--on") : today;
    const bool instant = options.on && has_time(*options.on);
    return {begin, begin + (instant ? std::chrono::seconds{1} : std::chrono::seconds{days{1}})};
  }
  const UtcSeconds begin = options.from ? parse_date(*options.from, "--from") : today;
  if (options.to && options.days) usage("--to", "stands beside --days", "give one of the two");
  if (options.days) {
    const UtcSeconds end = begin + days{*options.days};
    if (end > kEnd) {
      usage("--days", std::to_string(*options.days) + " days from " + format_date(begin) + " go beyond 2199",
            "lists are made for the years 1970 to 2199");
    }
    return {begin, end};
  }
  if (!options.to) usage("--from", "has no end", "give --to DATE (inclusive) or --days N");
  const UtcSeconds last = parse_date(*options.to, "--to");
  if (last < begin) {
    usage("--to", *options.to + " is before the first day, " + format_date(begin), "exchange the two dates");
  }
  return {begin, last + days{1}};
}

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

void fill_filter(NameFilter& filter, const std::vector<std::string>& values, std::string_view where, bool tlds) {
  const auto add = [&](std::string_view text, std::string_view at) {
    tlds ? filter.add_tld(text, at) : filter.add_suffix(text, at);
  };
  for (const std::string& value : values) {
    if (!value.starts_with('@')) {
      add(value, where);
      continue;
    }
    const std::string path = value.substr(1);
    const std::string text = read_file(path);
    std::size_t number = 0, used = 0;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      std::string_view line{text.data() + begin, end - begin};
      begin = end + 1;
      ++number;
      line = line.substr(0, line.find('#'));
      while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) line.remove_suffix(1);
      while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
      if (line.empty()) continue;
      add(line, shown_path(path) + ":" + std::to_string(number));
      ++used;
    }
    if (used == 0)
      usage(shown_path(path), "holds no line to select by",
            "give one " + std::string(tlds ? "TLD" : "suffix") + " a line");
  }
}

ListInfo info_of(const Options& options, const Format& format, const PublicSuffixes& suffixes, Period horizon) {
  ListInfo info;
  info.suffixes = &suffixes;
  const bool rpz_option =
      !options.rpz_origin.empty() || !options.rpz_action.empty() || options.rpz_serial || options.rpz_ttl;
  if (format.facts().id != "rpz") {
    if (rpz_option)
      usage("--format", "is " + std::string(format.facts().id) + ", and --rpz-... options belong to rpz",
            "add --format rpz, or leave them out");
    return info;
  }
  if (!options.rpz_origin.empty()) {
    const auto origin = canonical_name(options.rpz_origin);
    constexpr std::size_t kLongestOrigin = 200;  // leaves room for names
    if (!origin || origin->size() > kLongestOrigin) {
      usage("--rpz-origin", quote(options.rpz_origin) + " is not a zone name",
            "give a host name of at most 200 octets, such as dga.rpz.example");
    }
    info.rpz.origin = *origin;
  }
  if (!options.rpz_action.empty()) info.rpz.policy = parse_rpz_action(options.rpz_action, "--rpz-action");
  // The first day, not the clock: the same command gives the same zone. A feed keeps its own growing serial.
  info.rpz.serial = options.rpz_serial.value_or(static_cast<std::uint32_t>(unix_time(midnight_before(horizon.begin))));
  if (options.rpz_ttl) info.rpz.ttl = *options.rpz_ttl;
  return info;
}

void write_raw(const Options& options, Context& context, const std::vector<Wanted>& wanted) {
  if (!options.format.empty())
    usage("--raw", "stands beside --format", "leave one out: a raw list is always plain names");
  if (!options.tlds.empty() || !options.suffixes.empty())
    usage("--raw", "stands beside --tld or --suffix", "leave one out: a raw list is never filtered");
  if (options.from || options.to || options.days)
    usage("--raw", "stands beside a range of dates", "give --on DATE: a raw list is that of one period");
  if (wanted.size() != 1 || options.families.size() != 1) {
    usage("--raw", "needs exactly one seed, not " + std::to_string(wanted.size()),
          options.families.size() == 1
              ? "name it: '" + options.families[0] + "/SEED'; 'dgacast families " + options.families[0] + "' lists them"
              : "name one FAMILY/SEED");
  }
  const Wanted& one = wanted.front();
  const FamilyFacts& facts = one.entry->family->facts();
  if (!options.on && !facts.period.is_unbounded())
    usage("--raw", "has no date", "give --on DATE, or an instant such as 2027-03-18T14:02:40Z");
  const UtcSeconds when = options.on ? parse_instant(*options.on, "--on") : UtcSeconds{};
  DomainList names;
  one.entry->family->generate(one.seed, facts.period.containing(one.seed, when), names);
  with_output(options.output, [&](Output& output) {
    Sink sink{output};
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (context.stop.stop_requested()) throw Interrupted{};
      sink.put(names[i], '\n');
    }
    sink.flush();
  });
}

void report(const Context& context, const Collection& names, const WriteReport& written, const ListInfo& info) {
  const auto left_out = [&context](std::uint64_t count, std::string_view why) {
    if (count > 0)
      warn(context,
           std::to_string(count) + (count == 1 ? " name was" : " names were") + " left out: " + std::string(why));
  };
  for (std::size_t i = 0; i < kNameFaults; ++i) {
    left_out(names.faults()[i], "no host name: " + std::string(to_text(static_cast<NameFault>(i))));
  }
  left_out(written.public_suffixes, "a public suffix: strangers live below it");
  left_out(written.drops.too_long_for_zone,
           "too long for the zone " + info.rpz.origin + "; a shorter --rpz-origin helps");
}

void run(const Options& options, Context& context) {
  const Format& format = find_format(options.format.empty() ? "plain" : options.format, "--format");
  const Catalogue catalogue = load_catalogue(options.catalogue);
  const Period horizon = horizon_of(options);
  const Selection selection{catalogue, options, context};
  if (options.raw) return write_raw(options, context, selection.wanted);

  const PublicSuffixes suffixes;
  const ListInfo info = info_of(options, format, suffixes, horizon);
  NameFilter filter{suffixes};
  fill_filter(filter, options.tlds, "--tld", true);
  fill_filter(filter, options.suffixes, "--suffix", false);
  Plan plan;
  for (const Wanted& one : selection.wanted) plan.add(*one.entry, one.seed, horizon);
  // The output is opened first: a place that cannot be written is told before minutes of work, not after.
  with_output(options.output, [&](Output& output) {
    const Collection names = collect(
        plan, filter,
        {.provenance = format.facts().provenance, .threads = options.threads.value_or(0), .stop = context.stop});
    const WriteReport written = write_list(names, format, info, output, context.stop);
    report(context, names, written, info);
    if (written.written == 0) warn(context, "the list is empty: no name of these families, dates and suffixes");
  });
}

std::string format_list() {
  std::string text = "plain (default)";
  for (const Format* format : formats()) {
    if (format->facts().id != "plain") text.append(", ").append(format->facts().id);
  }
  return text;
}

}  // namespace

void add_generate(CLI::App& program, Context& context) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("generate", "write the names that malware will call in a range of dates");
  command->add_option("family", options->families, "families or seeds, by id, alias or malware; all when none is named")
      ->type_name("FAMILY[/SEED]");
  command
      ->add_option("--on", options->on,
                   "one UTC day, or the second at an instant (YYYY-MM-DDTHH:MM:SSZ); default: today")
      ->type_name("DATE");
  command->add_option("--from", options->from, "first day of a range")->type_name("DATE");
  command->add_option("--to", options->to, "last day of the range, inclusive")->type_name("DATE");
  add_number(*command, "--days", options->days, 1, kMostDays, "length of the range in days");
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
  command
      ->add_option("--tld", options->tlds,
                   "only names under these top-level domains (comma-separated, or @FILE); joins with --suffix")
      ->type_name("LIST")
      ->delimiter(',')
      ->allow_extra_args(false);
  command
      ->add_option("--suffix", options->suffixes, "only names under these public suffixes (comma-separated, or @FILE)")
      ->type_name("LIST")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_option("--format", options->format, "form of the list: " + format_list())->type_name("NAME");
  command
      ->add_option("-o,--output", options->output, "file to write, whole or not at all; default: - (standard output)")
      ->type_name("FILE");
  command->add_option("--rpz-origin", options->rpz_origin, "zone name; default: dga.rpz.invalid")->type_name("NAME");
  command
      ->add_option("--rpz-action", options->rpz_action,
                   "nxdomain (default), nodata, drop, passthru, tcp-only, cname:NAME, a:IP")
      ->type_name("ACTION");
  add_number(*command, "--rpz-serial", options->rpz_serial, 0, 0xFFFF'FFFF,
             "SOA serial; default: the first day as Unix time");
  add_number(*command, "--rpz-ttl", options->rpz_ttl, 0, 0x7FFF'FFFF, "seconds; default: 300");
  add_number(*command, "--threads", options->threads, 1, 1024,
             "default: as many as the machine has; the list is the same");
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
