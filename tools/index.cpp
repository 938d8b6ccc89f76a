// SPDX-License-Identifier: Apache-2.0
// dgacast index: makes and mends the files that answer 'dgacast lookup --index' and 'dgacast scan --index'.
#include <cstdlib>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "blocklists/formats/text.h"
#include "blocklists/index/write_index.h"
#include "dga/core/text.h"
#include "tools/index_options.h"

namespace dgacast {
namespace {

struct Options {
  std::string file;
  SeedOptions seeds;
  DateOptions dates;
  std::vector<std::string> catalogue;
  std::optional<std::uint32_t> threads, memory, segments;
  bool json = false;
};

constexpr std::uint32_t kMemory = 1024;  // MiB
constexpr std::uint32_t kSegments = 8;   // each is looked into for every name

IndexOptions index_options(const Options& options, const Context& context) {
  IndexOptions made{.threads = options.threads.value_or(0), .stop = context.stop};
  made.memory = std::uint64_t{options.memory.value_or(kMemory)} << 20;
  const char* const folder = std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): nothing here sets it
  if (folder != nullptr && *folder != '\0') {
    made.scratch = folder;
  } else if (options.file != "-") {
    made.scratch = std::filesystem::path(options.file).parent_path().string();
    if (made.scratch.empty()) made.scratch = ".";
  }
  return made;
}

Plan plan_of(const Catalogue& catalogue, const Options& options, const Context& context) {
  const Period horizon = horizon_of(options.dates);
  Plan plan;
  for (const WantedSeed& one : wanted_seeds(catalogue, options.seeds, context)) plan.add(*one.entry, one.seed, horizon);
  return plan;
}

void tell(const Context& context, const IndexReport& report) {
  note(context, std::to_string(report.lists) + " lists with " + std::to_string(report.entries) + " names");
}

NameIndex open(const Options& options, const Catalogue& catalogue, const Context& context) {
  NameIndex index{MappedFile{options.file}, options.file, catalogue};
  warn_stale(index, options.file, context);
  return index;
}

void build(const Options& options, const Context& context) {
  const Catalogue catalogue = load_catalogue(options.catalogue);
  const Plan plan = plan_of(catalogue, options, context);
  with_output(options.file, [&](Output& output) {
    tell(context, write_index(plan, catalogue.digest(), index_options(options, context), output));
  });
}

void merge(const Options& options, const Context& context) {
  const Catalogue catalogue = load_catalogue(options.catalogue);
  const NameIndex index = open(options, catalogue, context);
  with_output(options.file,
              [&](Output& output) { tell(context, merge_index(index, index_options(options, context), output)); });
}

void append(const Options& options, const Context& context) {
  const Catalogue catalogue = load_catalogue(options.catalogue);
  const NameIndex index = open(options, catalogue, context);
  const Plan plan = missing_lists(index, plan_of(catalogue, options, context));
  if (plan.list_count() == 0) return note(context, "the index holds all these lists: nothing is appended");
  with_output(options.file, [&](Output& output) {
    tell(context, append_index(index, plan, catalogue.digest(), index_options(options, context), output));
  });
  if (index.segments().size() >= options.segments.value_or(kSegments)) merge(options, context);
}

struct SeedLine {
  std::uint64_t lists = 0, names = 0;
  UtcSeconds from = UtcSeconds::max(), until = UtcSeconds::min();
};

void info(const Options& options, const Context& context) {
  const Catalogue catalogue = load_catalogue(options.catalogue);
  const NameIndex index = open(options, catalogue, context);
  std::map<std::string, SeedLine> seeds;
  std::uint64_t lists = 0, entries = 0;
  for (const Segment& segment : index.segments()) {
    lists += segment.lists().list_count();
    entries += segment.entries();
    segment.lists().each([&](const TableList& list) {
      const TableSeed& seed = segment.lists().seeds()[list.seed];
      SeedLine& line = seeds[seed.family + "/" + seed.id];
      ++line.lists;
      line.names += list.names;
      line.from = std::min(line.from, list.period.begin);
      line.until = std::max(line.until, list.valid_until);
    });
  }
  const std::string digest = index.segments().back().lists().catalogue();
  if (options.json) {
    nlohmann::ordered_json all{{"octets", index.octets().size()},
                               {"format", kIndexVersion},
                               {"segments", index.segments().size()},
                               {"lists", lists},
                               {"names", entries},
                               {"catalogue", digest},
                               {"stale", index.stale()},
                               {"seeds", nlohmann::ordered_json::array()}};
    for (const auto& [seed, line] : seeds) {
      all["seeds"].push_back({{"seed", seed},
                              {"lists", line.lists},
                              {"names", line.names},
                              {"valid_from", format_instant(line.from)},
                              {"valid_until", format_instant(line.until)}});
    }
    std::puts(json_text(all).c_str());
    return;
  }
  constexpr double kOctet = 8;
  std::printf("%llu octets, format %u, %zu segment(s), catalogue %.12s\n",
              static_cast<unsigned long long>(index.octets().size()), kIndexVersion, index.segments().size(),
              digest.empty() ? "mixed" : printable(digest).c_str());
  std::printf("%llu lists, %llu names, %.1f bits a name\n", static_cast<unsigned long long>(lists),
              static_cast<unsigned long long>(entries),
              entries == 0 ? 0 : kOctet * static_cast<double>(index.octets().size()) / static_cast<double>(entries));
  for (const auto& [seed, line] : seeds) {
    std::printf("%-40s %9llu lists %11llu names  %s to %s\n", printable(seed).c_str(),
                static_cast<unsigned long long>(line.lists), static_cast<unsigned long long>(line.names),
                format_date(line.from).c_str(), format_date(line.until).c_str());
  }
}

void add_work_options(CLI::App& command, Options& options) {
  add_number(command, "--threads", options.threads, 1, 1024, "threads; default: all cores");
  add_number(command, "--memory", options.memory, 1, 1 << 20,
             "MiB of entries before they go to disk (TMPDIR, or the folder of the file); default: 1024");
}

void add_selection(CLI::App& command, Options& options) {
  command
      .add_option("family", options.seeds.families,
                  "families or seeds, by id, alias or malware; all when none is named")
      ->type_name("FAMILY[/SEED]");
  add_date_options(command, options.dates);
}

}  // namespace

void warn_stale(const NameIndex& index, const std::string& file, const Context& context) {
  if (!index.stale()) return;
  warn(context, file +
                    " was built from another catalogue: names of seeds that were added or changed since are not "
                    "found; 'dgacast index build' makes it anew");
}

void check_no_range(const DateOptions& dates, const SeedOptions& seeds) {
  if (!dates.any() && seeds.families.empty() && seeds.params.empty() && seeds.observation.empty()) return;
  usage("--index", "stands beside families, dates or parameters",
        "leave one out: an index holds its own lists, which 'dgacast index info' tells");
}

void add_index(CLI::App& program, Context& context) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("index", "make the file from which lookup and scan answer at once");
  command->require_subcommand(1);

  CLI::App* one = command->add_subcommand("build", "make an index of all names of families in a range of dates");
  one->add_option("-o,--output", options->file, "the index; it appears whole or not at all")
      ->type_name("FILE")
      ->required();
  add_selection(*one, *options);
  add_work_options(*one, *options);
  add_catalogue_option(*one, options->catalogue);
  one->callback([options, &context] { build(*options, context); });

  one = command->add_subcommand("append", "add the lists that the index does not hold yet, as a further segment");
  one->add_option("file", options->file, "the index, which is replaced when the new one is whole")
      ->type_name("FILE")
      ->required();
  add_selection(*one, *options);
  add_number(*one, "--segments", options->segments, 1, 1024,
             "segments at most: one more, and all are merged; default: 8");
  add_work_options(*one, *options);
  add_catalogue_option(*one, options->catalogue);
  one->callback([options, &context] { append(*options, context); });

  one = command->add_subcommand("merge", "make one segment of all: the same answers, faster");
  one->add_option("file", options->file, "the index, which is replaced when the new one is whole")
      ->type_name("FILE")
      ->required();
  add_work_options(*one, *options);
  add_catalogue_option(*one, options->catalogue);
  one->callback([options, &context] { merge(*options, context); });

  one = command->add_subcommand("info", "tell what an index holds");
  one->add_option("file", options->file, "the index")->type_name("FILE")->required();
  one->add_flag("--json", options->json, "as JSON");
  add_catalogue_option(*one, options->catalogue);
  one->callback([options, &context] { info(*options, context); });

  command->footer(
      "An index takes 5 to 6 octets a name and is read in place. Damaged, cut or newer files are refused.\n\n"
      "Examples:\n"
      "  dgacast index build -o dga.idx --from 2026-01-01 --to 2026-12-31\n"
      "  dgacast index append dga.idx --from 2027-01-01 --days 31\n"
      "  dgacast lookup --index dga.idx - < names.txt");
}

}  // namespace dgacast
