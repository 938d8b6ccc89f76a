// SPDX-License-Identifier: Apache-2.0
// The commands: what each does, which options it takes, what its help says beside them, examples. The command line,
// help, manual pages and completions are made from this table and the records of blocklists/options.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "blocklists/options/option.h"

namespace dgacast {

class Arguments;
struct Context;

/// Options that are shown together.
struct OptionGroup {
  std::string_view title;  ///< "Dates"
  std::span<const Option* const> options;
};

/// Texts are paragraphs with an empty line between. Lines that begin with a space stay as they are; "@NAME@" is a list
/// that the program knows (help.cpp).
struct Command {
  std::string_view name;   ///< "index build"
  std::string_view brief;  ///< one line without a full stop
  /// Adds the options to the command line. nullptr: the command is one of those whose names begin with its name.
  void (*add)(Arguments& command, Context& context) = nullptr;
  std::span<const OptionGroup> groups = {};  ///< arguments are in the first
  std::string_view text = {};
  std::string_view status = {};    ///< exit statuses, where they are more than success, negative result and error
  std::string_view examples = {};  ///< lines
  bool hidden = false;             ///< for scripts of the program itself: not shown to users
};

/// All, sorted by name.
std::span<const Command> commands() noexcept;
/// Options of every command.
const OptionGroup& general_options() noexcept;
/// The command with this name, or nullptr.
const Command* find_command(std::string_view name) noexcept;
/// The commands of `parent`, or those of the program for nullptr; not the hidden ones.
std::vector<const Command*> commands_of(const Command* parent);
/// The last word of a command's name: "build".
std::string_view last_word(const Command& command) noexcept;

}  // namespace dgacast
