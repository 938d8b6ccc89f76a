// SPDX-License-Identifier: Apache-2.0
// How the options of a command get from the table (blocklists/options) to the command line: each record is given the
// variable that takes its value.
//
//   void add_diff(Arguments& command, Context& context) {
//     const auto options = std::make_shared<Options>();
//     command.add(option::old_list, options->before);
//     command.run([options, &context] { run(*options, context); });
//   }
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "blocklists/options/option.h"
#include "tools/cli/commands.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace dgacast {

class Arguments {
 public:
  /// Both must outlive the parsing.
  Arguments(CLI::App& app, const Command& command) : app_(app), command_(command) {}

  // Adds an option of the command. The target must outlive the parsing, and changes when the option is given. A value
  // that is not a number or size of its range throws InputError while the command line is parsed.
  void add(const Option& option, bool& target);
  void add(const Option& option, std::string& target);
  void add(const Option& option, std::optional<std::string>& target);
  void add(const Option& option, std::vector<std::string>& target);
  void add(const Option& option, std::optional<std::uint32_t>& target);
  /// A size, in bytes.
  void add(const Option& option, std::uint64_t& target);
  /// Hands the text to `take`, which may throw InputError.
  void add(const Option& option, const std::function<void(const std::string&)>& take);

  /// What the command does when it was parsed. Called last: throws std::logic_error when an option that the table has
  /// for the command was not added, or one that it does not have was.
  void run(std::function<void()> work);

 private:
  void set(const Option& option, CLI::Option* made);

  CLI::App& app_;
  const Command& command_;
  std::vector<const Option*> added_;
};

/// As the user types it: "--epp-batch", or the name of an argument.
std::string shown_name(const Option& option);

}  // namespace dgacast
