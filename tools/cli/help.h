// SPDX-License-Identifier: Apache-2.0
// What -h, --help and the manual pages say of the commands and their options, made from the table of commands.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "tools/cli/commands.h"

namespace dgacast {

/// -h: one line an option. nullptr is the program.
std::string short_help(const Command* command);
/// --help: all about each option, exit statuses, examples.
std::string long_help(const Command* command);

/// "dgacast generate [OPTION]... [FAMILY[/SEED]...]" without the program's name and its command.
std::string synopsis_of(const Command& command);
/// "-o, --output FILE", or "FILE..." for an argument.
std::string usage_of(const Option& option);
/// Values, range, default and key of an option, a sentence each; or "".
std::string facts_of(const Option& option);
/// `text` with a full stop and a capital, as a sentence.
std::string sentence(std::string_view text);
/// The paragraphs of a text, the lists that it names filled in. One whose lines stay as they are begins with a space.
std::vector<std::string> paragraphs_of(std::string_view text);
/// The lines of a text.
std::vector<std::string_view> lines_of(std::string_view text);

}  // namespace dgacast
