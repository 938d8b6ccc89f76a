// SPDX-License-Identifier: Apache-2.0
// dgacast man: the manual pages of the commands, from the table of commands; and the parts of the other pages that the
// program knows. The build asks this (tools/CMakeLists.txt).
#include <algorithm>
#include <filesystem>

#include "blocklists/feed/feed_config.h"
#include "blocklists/options/program.h"
#include "tools/cli/arguments.h"
#include "tools/cli/command.h"
#include "tools/cli/help.h"

namespace dgacast {
namespace {

struct Options {
  std::string folder;
  std::vector<std::string> templates;
};

/// Text as roff takes it, on one line; a hyphen is one that can be copied (man-pages(7)).
std::string roff(std::string_view text) {
  std::string made;
  for (const char c : text) {
    if (c == '\\') {
      made += "\\e";
    } else if (c == '-') {
      made += "\\-";
    } else if (c == '\n') {
      made += ' ';
    } else {
      made += c;
    }
  }
  if (made.starts_with('.') || made.starts_with('\'')) made.insert(0, "\\&");
  return made;
}

/// The usage of an option or a command: words in capitals are what the user puts there, in italics; the rest is bold.
std::string styled(std::string_view usage) {
  std::string made;
  while (!usage.empty()) {
    const auto end = std::min(usage.find(' '), usage.size());
    const std::string_view word = usage.substr(0, end);
    const bool named = std::ranges::any_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
    made.append(made.empty() ? "" : " ").append(named ? "\\fI" : "\\fB").append(roff(word)).append("\\fR");
    usage.remove_prefix(std::min(end + 1, usage.size()));
  }
  return made;
}

void put_paragraphs(std::string& page, std::string_view text) {
  for (const std::string& paragraph : paragraphs_of(text)) {
    page.append(".PP\n");
    if (!paragraph.starts_with(' ')) {
      page.append(roff(paragraph)).append("\n");
      continue;
    }
    page.append(".nf\n");
    for (const std::string_view line : lines_of(paragraph)) page.append(roff(line)).append("\n");
    page.append(".fi\n");
  }
}

void put_option(std::string& page, const Option& option) {
  page.append(".TP\n").append(styled(usage_of(option))).append("\n").append(roff(sentence(option.brief))).append("\n");
  if (!option.more.empty()) page.append(roff(option.more)).append("\n");
  if (const std::string facts = facts_of(option); !facts.empty()) page.append(".br\n").append(roff(facts)).append("\n");
}

void put_options(std::string& page, const Command& command) {
  const auto put = [&page](const OptionGroup& group, bool arguments) {
    for (const Option* option : group.options) {
      if (option->argument == arguments) put_option(page, *option);
    }
  };
  for (const OptionGroup& group : command.groups) put(group, true);
  for (const OptionGroup& group : command.groups) {
    if (!group.title.empty() && !std::ranges::all_of(group.options, &Option::argument))
      page.append(".SS ").append(roff(group.title)).append("\n");
    put(group, false);
  }
}

/// What is said of a command that has options, or of each that a command has.
void put_command(std::string& page, const Command& command) {
  if (command.add != nullptr) return put_options(page, command);
  for (const Command* one : commands_of(&command)) {
    page.append(".SH ").append(roff(one->name)).append("\n.B dgacast ").append(roff(one->name));
    page.append("\n")
        .append(styled(synopsis_of(*one)))
        .append("\n.PP\n")
        .append(roff(sentence(one->brief)))
        .append("\n");
    put_paragraphs(page, one->text);
    put_options(page, *one);
  }
}

std::string upper(std::string_view text) {
  std::string made(text);
  for (char& c : made) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return made;
}

std::string page_of(const Command& command) {
  const std::string name(command.name);
  std::string page = ".\\\" SPDX-License-Identifier: Apache-2.0\n.\\\" Made by 'dgacast man'.\n.TH DGACAST\\-";
  page.append(upper(name)).append(" 1 \"\" \"dgacast\" \"User Commands\"\n.SH NAME\ndgacast\\-").append(name);
  page.append(" \\- ").append(roff(command.brief)).append("\n.SH SYNOPSIS\n.B dgacast ").append(name).append("\n");
  page.append(styled(synopsis_of(command)))
      .append("\n.SH DESCRIPTION\n")
      .append(roff(sentence(command.brief)))
      .append("\n");
  put_paragraphs(page, command.text);
  if (command.add != nullptr) page.append(".SH OPTIONS\n");
  put_command(page, command);
  page.append(".SH GENERAL OPTIONS\n");
  for (const Option* option : general_options().options) put_option(page, *option);
  page.append(".SH EXIT STATUS\n");
  if (command.status.empty()) {
    page.append("0 on success, 2 for a usage or input error;\n");
  } else {
    page.append(roff(command.status)).append(";\n");
  }
  page.append("see\n.BR dgacast (1).\n.SH EXAMPLES\n.nf\n");
  for (const std::string_view line : lines_of(command.examples)) page.append(roff(line)).append("\n");
  return page.append(".fi\n.SH SEE ALSO\n.BR dgacast (1),\n.BR dgacast\\-feed (5)\n");
}

std::string commands_text() {
  std::string text;
  for (const Command* one : commands_of(nullptr)) {
    text.append(".TP\n.BR dgacast\\-")
        .append(one->name)
        .append(" (1)\n")
        .append(roff(sentence(one->brief)))
        .append("\n");
  }
  return text;
}

/// The keys of a configuration: in the help, a line that does not begin with a space is a key, and what follows tells
/// about it.
std::string keys_text() {
  const std::string help = feed_config_help();
  std::string text;
  bool heading = true;  // before the first key
  for (std::string_view line : lines_of(std::string_view{help}.substr(help.find("\n\n") + 2))) {
    const bool is_key = !line.starts_with(' ');
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (line.empty()) continue;
    text.append(is_key ? ".TP\n.B " : heading ? "" : ".br\n").append(roff(line)).append("\n");
    heading = is_key;
  }
  return text;
}

std::string filled(std::string_view text) {
  std::string made;
  for (const std::string_view line : lines_of(text)) {
    if (line == ".\\\" @COMMANDS@") {
      made.append(commands_text());
    } else if (line == ".\\\" @KEYS@") {
      made.append(keys_text());
    } else {
      made.append(line).append("\n");
    }
  }
  return made;
}

void run(const Options& options) {
  const auto write = [&options](const std::string& name, const std::string& page) {
    with_output(options.folder + "/" + name, [&page](Output& output) { output.write(page); });
  };
  for (const Command* one : commands_of(nullptr)) write("dgacast-" + std::string(one->name) + ".1", page_of(*one));
  for (const std::string& path : options.templates)
    write(std::filesystem::path(path).stem().string(), filled(read_file(path)));
}

}  // namespace

void add_man(Arguments& command, Context&) {
  const auto options = std::make_shared<Options>();
  command.add(option::page_folder, options->folder);
  command.add(option::page_templates, options->templates);
  command.run([options] { run(*options); });
}

}  // namespace dgacast
