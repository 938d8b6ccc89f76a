// SPDX-License-Identifier: Apache-2.0
// dgacast merge: the parts that several runs of generate --shard made, as the list that one run would have made.
#include <algorithm>

#include "blocklists/select/part.h"
#include "tools/list_options.h"

namespace dgacast {
namespace {

/// What the first part was made with makes the plan again, and what the user gives here says how the list is written:
/// both together are a command line of generate.
void run(const std::vector<std::string>& files, const CLI::App& command, Context& context) {
  std::vector<std::string> arguments{"generate"};
  std::ranges::copy(read_part(files.front()).arguments, std::back_inserter(arguments));
  std::ranges::copy(given_options(command, {"part", "--help"}), std::back_inserter(arguments));
  for (const std::string& file : files) arguments.push_back("--part=" + file);
  CLI::App program;
  add_generate(program, context);
  std::ranges::reverse(arguments);  // CLI11 takes them from the end
  program.parse(std::move(arguments));
}

}  // namespace

void add_merge(CLI::App& program, Context& context) {
  const auto files = std::make_shared<std::vector<std::string>>();
  const auto options = std::make_shared<ListOptions>();
  CLI::App* command = program.add_subcommand("merge", "write the parts of generate --shard as one list");
  // Not among the options: those are handed on.
  command
      ->add_option_function<std::vector<std::string>>(
          "part", [files](const std::vector<std::string>& values) { *files = values; }, "all parts, in any order")
      ->type_name("FILE")
      ->required();
  add_writing_options(*command, *options);
  command->footer(
      "The list is, octet for octet, what the command without --shard writes. The parts know with what they were made; "
      "files that\n"
      "--catalogue, --import and --observation named must be where they were.\n\n"
      "Examples:\n"
      "  dgacast generate --days 365 --shard 1/2 -o part.1      on one machine\n"
      "  dgacast generate --days 365 --shard 2/2 -o part.2      on another\n"
      "  dgacast merge part.1 part.2 --format csv -o year.csv");
  // The options are kept as long as the command, whose parser writes to them.
  command->callback([files, options, command, &context] { run(*files, *command, context); });
}

}  // namespace dgacast
