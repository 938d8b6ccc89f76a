// SPDX-License-Identifier: Apache-2.0
// dgacast recover: which seed makes these names?
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <utility>

#include "blocklists/answers/query_batch.h"
#include "blocklists/answers/recover.h"
#include "blocklists/formats/text.h"
#include "blocklists/names/written_name.h"
#include "dga/core/json_value.h"
#include "dga/searches/seed_search.h"
#include "tools/cli/date_options.h"

namespace dgacast {
namespace {

struct Options {
  std::string family, names, output = "-";
  DateOptions dates;
  std::vector<std::string> params, catalogue;
  std::optional<std::uint32_t> at_least, threads;
};

constexpr std::size_t kMostNames = 10'000;
constexpr std::size_t kMostSeeds = 1'000;  // that are written

std::vector<std::string> read_names(const std::string& path) {
  const std::string text = read_file(path, kMostList);
  std::set<std::string> names;
  std::string scratch, meant;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = std::string_view{text}.substr(begin, end - begin);
    begin = end + 1;
    ++number;
    const std::string_view name = without_www(meant_name(line, meant));
    if (name.empty()) continue;
    const std::string_view comparable = could_be_name(name) ? comparable_name(name, scratch) : std::string_view{};
    if (comparable.empty())
      usage(shown_path(path) + ":" + std::to_string(number), quote(line) + " is not a name", "give one name a line");
    names.emplace(comparable);
  }
  if (names.empty()) usage(shown_path(path), "holds no name", "give the names that were seen, one a line");
  if (names.size() > kMostNames)
    usage(shown_path(path), "holds more than 10,000 names", "a handful is enough to find a seed");
  return {names.begin(), names.end()};
}

/// A parameter's value as a catalogue writes it.
nlohmann::json json_of(const Seed& seed, const ParameterSpec& spec) {
  switch (spec.type) {
    case ParameterType::u8:
      return seed.u8(spec.name);
    case ParameterType::u16:
      return seed.u16(spec.name);
    case ParameterType::u32:
      return seed.u32(spec.name);
    case ParameterType::u64:
      return seed.u64(spec.name);
    case ParameterType::i32:
      return seed.i32(spec.name);
    case ParameterType::i64:
      return seed.i64(spec.name);
    case ParameterType::boolean:
      return seed.flag(spec.name);
    case ParameterType::string:
    case ParameterType::enumeration:
      return seed.text(spec.name);
    case ParameterType::bytes: {
      std::string hex = "0x";
      for (const char c : seed.text(spec.name)) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        hex += kDigits[static_cast<unsigned char>(c) >> 4];
        hex += kDigits[static_cast<unsigned char>(c) & 15];
      }
      return hex;
    }
    case ParameterType::word_list: {
      nlohmann::json words = nlohmann::json::array();
      for (const std::string_view word : seed.words(spec.name).words()) words.push_back(word);
      return words;
    }
    case ParameterType::number_list: {
      const auto numbers = seed.numbers(spec.name);
      return std::vector<std::uint64_t>(numbers.begin(), numbers.end());
    }
    case ParameterType::instant:
      return format_instant(seed.instant(spec.name));
    case ParameterType::observation:
      return seed.observation(spec.name);
  }
  return {};
}

nlohmann::ordered_json values_of(const Seed& seed, std::span<const ParameterSpec> schema,
                                 std::span<const std::string_view> without = {}) {
  nlohmann::ordered_json values = nlohmann::ordered_json::object();
  for (const ParameterSpec& spec : schema) {
    if (std::ranges::find(without, spec.name) == without.end() && seed.has(spec.name))
      values[std::string(spec.name)] = json_of(seed, spec);
  }
  return values;
}

/// The known seeds, with --param; those that differ in nothing but what is searched stand for each other.
std::vector<Seed> bases_of(const CatalogueEntry& entry, const Options& options) {
  const SeedSearcher* const searcher = find_searcher(entry.id);
  if (searcher == nullptr && has_seed(entry.family->facts())) return {};
  const auto searched = searcher == nullptr ? std::span<const std::string_view>{} : searcher->parameters();
  std::vector<Seed> bases;
  std::set<std::string> seen;
  for (const Seed& seed : entry.seeds) {
    SeedBuilder builder{entry.id, seed, seed.id()};
    for (const std::string& param : options.params) {
      const auto equals = param.find('=');
      if (equals == std::string::npos || equals == 0)
        usage("--param", quote(param) + " is not NAME=VALUE", "write for example --param count=100");
      builder.set_text(param.substr(0, equals), param.substr(equals + 1), "--param");
    }
    Seed base = builder.build("--param");
    if (seen.insert(json_text(values_of(base, entry.family->facts().parameters, searched))).second)
      bases.push_back(std::move(base));
  }
  return bases;
}

/// Tells how far a search is and how long it will take, on a terminal.
class Progress {
 public:
  explicit Progress(bool wanted) : wanted_(wanted && ::isatty(STDERR_FILENO) != 0) {}
  ~Progress() {
    if (shown_) std::fputs("\r\033[K", stderr);
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void operator()(double done) {
    const auto now = std::chrono::steady_clock::now();
    if (!wanted_ || done <= 0 || now - last_ < std::chrono::milliseconds{200}) return;
    last_ = now;
    shown_ = true;
    const double spent = std::chrono::duration<double>(now - begin_).count();
    std::fprintf(stderr, "\rdgacast: %5.1f %%, %.0f s left \033[K", 100 * done, spent / done - spent);
  }

 private:
  bool wanted_, shown_ = false;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now(), last_{};
};

std::string searchable(const Catalogue& catalogue) {
  std::string list;
  for (const CatalogueEntry& entry : catalogue.entries()) {
    if (const SeedSearcher* const searcher = find_searcher(entry.id))
      list.append(entry.id).append(": ").append(searcher->method()).append("\n");
  }
  list.append("no seed, every bot makes the same names, which are looked for in the dates:");
  const char* before = " ";
  for (const CatalogueEntry& entry : catalogue.entries()) {
    if (entry.family == nullptr || has_seed(entry.family->facts())) continue;
    list.append(std::exchange(before, ", ")).append(entry.id);
  }
  list.append("\n");
  return list;
}

void run(const Options& options, Context& context) {
  const auto catalogue = catalogue_of(context, options.catalogue);
  const auto named = catalogue->named(options.family, "");
  if (named.size() != 1 || named.front()->family == nullptr) {
    std::string list;
    for (const CatalogueEntry* entry : named) list.append(list.empty() ? "" : ", ").append(entry->id);
    usage("", quote(options.family) + " is no single family that can be generated", "name one of " + list);
  }
  const CatalogueEntry& entry = *named.front();
  const std::vector<std::string> names = read_names(options.names);
  if (options.at_least && *options.at_least > names.size()) {
    usage("--at-least", std::to_string(*options.at_least) + " names of " + std::to_string(names.size()),
          "give at most as many as there are");
  }
  Progress progress{!context.quiet};
  const auto found = recover(entry, bases_of(entry, options), names,
                             {.at_least = options.at_least.value_or(0),
                              .range = horizon_of(options.dates),
                              .threads = options.threads.value_or(0),
                              .stop = context.stop,
                              .progress = [&progress](double done) { progress(done); }});
  if (found.empty()) {
    std::string text =
        "no seed makes these: " + std::to_string(names.size()) + " names are not of '" + entry.id + "' in these dates";
    text.append(has_seed(entry.family->facts()) ? ", or not of one seed"
                                                : ", which has no seed: every bot makes the same names");
    warn(context, text);
    context.exit = Exit::negative;
    return;
  }
  nlohmann::ordered_json seeds = nlohmann::ordered_json::array();
  for (const RecoveredSeed& one : found) {
    if (seeds.size() == kMostSeeds) {
      warn(context, std::to_string(found.size() - kMostSeeds) + " more seeds are left out; give more names");
      break;
    }
    std::string text = (one.known ? "known; makes " : "recovered; makes ") + std::to_string(one.names) + " of " +
                       std::to_string(names.size()) + " names";
    if (!entry.family->facts().period.is_unbounded())
      text.append(", ").append(format_instant(one.valid_from)).append(" to ").append(format_instant(one.valid_until));
    seeds.push_back(
        {{"id", one.seed.id()}, {"values", values_of(one.seed, entry.family->facts().parameters)}, {"note", text}});
  }
  with_output(options.output, [&](Output& output) {
    output.write(json_text(nlohmann::ordered_json{{"id", entry.id}, {"seeds", seeds}}, 2) + "\n");
  });
}

}  // namespace

void add_recover(CLI::App& program, Context& context) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("recover", "find the seed of a family that makes names which were seen");
  command->add_option("family", options->family, "the family, by id, alias or malware")
      ->type_name("FAMILY")
      ->required();
  command->add_option("--names", options->names, "the names, one a line; - is standard input")
      ->type_name("FILE")
      ->required();
  add_date_options(*command, options->dates);
  add_number(*command, "--at-least", options->at_least, 1, kMostNames, "names that a seed must make; default: all");
  command->add_option("--param", options->params, "set a parameter that is not searched; default: those of known seeds")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  add_number(*command, "--threads", options->threads, 1, 1024, "threads; default: all cores");
  command->add_option("-o,--output", options->output, "where the seeds go; default: standard output")
      ->type_name("FILE");
  add_catalogue_option(*command, options->catalogue);
  command->footer([] {
    return "The result is a file for --catalogue: each seed makes the names, which its lists proved. A known seed that "
           "makes all\n"
           "ends the search before it begins. Exit status 1 when no seed makes them.\n\n"
           "What can be searched:\n" +
           searchable(Catalogue::builtin()) +
           "\nExamples:\n"
           "  dgacast recover srizbi --names seen.txt --from 2008-11-10 --days 10\n"
           "  dgacast recover dircrypt --names seen.txt -o mine.json && dgacast generate dircrypt --catalogue "
           "mine.json";
  });
  command->callback([options, &context] { run(*options, context); });
}

}  // namespace dgacast
