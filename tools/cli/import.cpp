// SPDX-License-Identifier: Apache-2.0
// dgacast import: names that somebody else generated, selected and written as a list.
#include "blocklists/lists/import.h"

#include "blocklists/engine/collect.h"
#include "blocklists/lists/imports/import_form.h"
#include "dga/core/text.h"
#include "tools/cli/date_options.h"
#include "tools/cli/list_options.h"

namespace dgacast {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string family, seed = "imported";
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

/// A line a form.
std::string forms_text() {
  std::string text;
  for (const ImportForm& form : import_forms()) text.append("  ").append(form.title).append("\n");
  return text;
}

}  // namespace

void add_import(CLI::App& program, Context& context) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("import", "write names that somebody else generated, as generate writes ours");
  command->add_option("file", options->files, "lists to read; - is standard input")->type_name("FILE")->required();
  command->add_option("--family", options->family, "family of names that come without one")->type_name("NAME");
  command->add_option("--seed", options->seed, "seed of names that come without one; default: imported")
      ->type_name("NAME");
  add_date_options(*command, options->dates);
  add_list_options(*command, options->list);
  add_catalogue_option(*command, options->catalogue);
  add_plugin_option(*command, options->plugins);
  command->footer(
      "Dates are the validity of names that come without, and select those that come with their own; default: all "
      "times.\n"
      "The form of a file is recognised by its content, also packed (gzip, Zstandard, xz, zip) and in UTF-16:\n" +
      forms_text() +
      "What is not a name is counted and told; a file of which nothing is a name is an error.\n\n"
      "Examples:\n"
      "  dgacast import rustock.txt --family rustock --from 2011-03-16 --days 30 --tld cn --format csv\n"
      "  dgacast import dga-feed.txt --format rpz --rpz-origin dga.rpz.example -o dga.rpz\n"
      "  dgacast generate --days 7 --import partner.csv --format jsonl");
  command->callback([options, &context] { run(*options, context); });
}

}  // namespace dgacast
