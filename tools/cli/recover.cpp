// SPDX-License-Identifier: Apache-2.0
// dgacast recover: which seed makes these names?
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "blocklists/answers/recover.h"
#include "blocklists/options/answers.h"
#include "blocklists/options/running.h"
#include "blocklists/options/selection.h"
#include "blocklists/options/writing.h"
#include "dga/searches/seed_search.h"
#include "tools/cli/arguments.h"
#include "tools/cli/date_options.h"
#include "tools/cli/progress.h"
#include "tools/cli/run.h"

namespace dgacast {
namespace {

struct Options {
  std::string family, names, output = "-";
  DateOptions dates;
  std::vector<std::string> params, catalogue;
  std::optional<std::uint32_t> at_least, threads;
};

constexpr std::size_t kMostSeeds = 1'000;  // that are written

/// "dgacast:  12.3 %, 5 s left": `seconds` have passed.
std::string search_text(const Progress& progress, double seconds) {
  const double done =
      static_cast<double>(progress.pieces) / static_cast<double>(std::max<std::uint64_t>(progress.all_pieces, 1));
  if (done <= 0) return {};
  return fmt::format("dgacast: {:5.1f} %, {:.0f} s left", 100 * done, seconds / done - seconds);
}

/// NAME and VALUE of each --param.
std::vector<std::pair<std::string, std::string>> pairs_of(const std::vector<std::string>& params) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& param : params) {
    const auto equals = param.find('=');
    if (equals == std::string::npos || equals == 0)
      usage("--param", quote(param) + " is not NAME=VALUE", "write for example --param count=100");
    pairs.emplace_back(param.substr(0, equals), param.substr(equals + 1));
  }
  return pairs;
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
  const std::vector<std::string> names = seen_names(read_file(options.names, kMostList), shown_path(options.names));
  if (options.at_least && *options.at_least > names.size()) {
    usage("--at-least", std::to_string(*options.at_least) + " names of " + std::to_string(names.size()),
          "give at most as many as there are");
  }
  const auto bases = bases_of(entry, pairs_of(options.params), "--param");
  Progress progress;
  std::vector<RecoveredSeed> found;
  {
    const ProgressLine shown{progress, context, search_text};
    RunContext run = run_context(context);
    run.threads = options.threads.value_or(0);
    run.progress = &progress;
    found = recover(entry, bases, names, {.at_least = options.at_least.value_or(0), .range = horizon_of(options.dates)},
                    run);
  }
  if (found.empty()) {
    std::string text =
        "no seed makes these: " + std::to_string(names.size()) + " names are not of '" + entry.id + "' in these dates";
    text.append(has_seed(entry.family->facts()) ? ", or not of one seed"
                                                : ", which has no seed: every bot makes the same names");
    warn(context, text);
    context.exit = Exit::negative;
    return;
  }
  if (found.size() > kMostSeeds)
    warn(context, std::to_string(found.size() - kMostSeeds) + " more seeds are left out; give more names");
  with_output(options.output,
              [&](Output& output) { output.write(recovered_catalogue(entry, found, names.size(), kMostSeeds)); });
}

}  // namespace

void add_recover(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::one_family, options->family);
  command.add(option::seen_names, options->names);
  add_date_options(command, options->dates);
  command.add(option::at_least, options->at_least);
  command.add(option::fixed_param, options->params);
  command.add(option::threads, options->threads);
  command.add(option::output, options->output);
  command.add(option::catalogue, options->catalogue);
  command.run([options, &context] { run(*options, context); });
}

}  // namespace dgacast
