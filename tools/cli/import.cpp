// SPDX-License-Identifier: Apache-2.0
// dgacast import: names that somebody else generated, selected and written as a list.
#include "blocklists/lists/import.h"

#include "blocklists/engine/collect.h"
#include "blocklists/options/answers.h"
#include "blocklists/options/selection.h"
#include "dga/core/text.h"
#include "tools/cli/arguments.h"
#include "tools/cli/date_options.h"
#include "tools/cli/list_options.h"

namespace dgacast {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string family, seed{option::imported_seed.fallback};
  DateOptions dates;
  std::vector<std::string> catalogue, plugins;
  ListOptions list;
};

void run(const Options& options, const Context& context) {
  const auto suffixes = load_suffixes(options.list.screen.psl);
  check_list_options(options.list, *suffixes);
  const NameFilter filter = filter_of(options.list, *suffixes);
  const auto catalogue = catalogue_of(context, options.catalogue, options.plugins);
  const Period horizon = options.dates.any() ? horizon_of(options.dates) : kUnbounded;
  ImportDefaults defaults{.family = options.family, .seed = options.seed, .period = {}};
  if (options.dates.any()) defaults.period = horizon;
  if (!is_id(options.seed))
    usage("--seed", quote(options.seed) + " cannot be used", "take letters, digits, '_', '-' and '.', at most 64");
  Imports imports;
  for (const std::string& path : options.files) {
    imports.read_file(path, shown_path(path), *catalogue, defaults);
  }
  warn_imports(context, imports);
  Plan plan;
  imports.add_to(plan, horizon);
  write_plan(plan, filter, horizon.begin, options.list, *suffixes, context);
}

}  // namespace

void add_import(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::imported_files, options->files);
  command.add(option::imported_family, options->family);
  command.add(option::imported_seed, options->seed);
  add_date_options(command, options->dates, option::valid_on);
  add_list_options(command, options->list);
  command.add(option::catalogue, options->catalogue);
  command.add(option::plugin, options->plugins);
  command.run([options, &context] { run(*options, context); });
}

}  // namespace dgacast
