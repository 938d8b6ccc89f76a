// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <stdexcept>

#include "blocklists/options/value.h"

namespace dgacast {
namespace {

/// All names, as CLI11 takes them: "-o,--output".
std::string names_of(const Option& option) {
  std::string names = shown_name(option);
  if (option.letter != 0) names = std::string{'-', option.letter, ','} + names;
  if (!option.alias.empty()) names.append(",--").append(option.alias);
  return names;
}

}  // namespace

std::string shown_name(const Option& option) { return std::string(option.argument ? "" : "--").append(option.name); }

void Arguments::set(const Option& option, CLI::Option* made) {
  if (option.kind != OptionKind::flag) made->type_name(std::string(option.value));
  if (option.kind == OptionKind::list) made->delimiter(',');
  if (!option.argument && (option.kind == OptionKind::list || option.kind == OptionKind::texts))
    made->allow_extra_args(false);
  if (option.required) made->required();
  added_.push_back(&option);
}

void Arguments::add(const Option& option, bool& target) { set(option, app_.add_flag(names_of(option), target)); }
void Arguments::add(const Option& option, std::string& target) {
  set(option, app_.add_option(names_of(option), target));
}
void Arguments::add(const Option& option, std::optional<std::string>& target) {
  set(option, app_.add_option(names_of(option), target));
}
void Arguments::add(const Option& option, std::vector<std::string>& target) {
  set(option, app_.add_option(names_of(option), target));
}
void Arguments::add(const Option& option, std::optional<std::uint32_t>& target) {
  add(option, [&option, &target](const std::string& text) { target = parse_number(option, text, shown_name(option)); });
}
void Arguments::add(const Option& option, std::uint64_t& target) {
  add(option, [&option, &target](const std::string& text) { target = parse_size(option, text, shown_name(option)); });
}
void Arguments::add(const Option& option, const std::function<void(const std::string&)>& take) {
  set(option, app_.add_option_function<std::string>(names_of(option), take));
}

void Arguments::run(std::function<void()> work) {
  std::vector<const Option*> wanted;
  for (const OptionGroup& group : command_.groups)
    wanted.insert(wanted.end(), group.options.begin(), group.options.end());
  const auto complain = [this](const Option& option, const char* what) {
    throw std::logic_error(std::string(command_.name).append(" ").append(what).append(" ").append(shown_name(option)));
  };
  for (const Option* option : wanted) {
    if (std::ranges::find(added_, option) == added_.end()) complain(*option, "does not take");
  }
  for (const Option* option : added_) {
    if (std::ranges::find(wanted, option) == wanted.end()) complain(*option, "has no record that it takes");
  }
  app_.callback(std::move(work));
}

}  // namespace dgacast
