// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/help.h"

#include <algorithm>
#include <utility>

#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/recover.h"
#include "blocklists/formats/document.h"
#include "blocklists/formats/format.h"
#include "blocklists/lists/imports/import_form.h"
#include "blocklists/options/value.h"
#include "dga/core/catalogue.h"
#include "dga/core/family.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

constexpr std::size_t kWidth = 80;    // of a line
constexpr std::size_t kBriefAt = 34;  // the column of -h at which an option is explained
constexpr std::size_t kTextAt = 6;    // and that of --help
constexpr std::string_view kTitle =
    "Forecasts the domains that malware will call, from its domain generation algorithms, and writes them as lists "
    "that "
    "registries, CERTs and resolvers take.";
constexpr std::string_view kStatus =
    "0 success, 1 a negative result, 2 a usage or input error, 3 a feed that was not updated because a safety limit "
    "was "
    "exceeded, 4 a feed that is published, but something after it failed";

void put_row(std::string& text, std::string_view id, std::string_view title, std::size_t width) {
  text.append("  ").append(id).append(id.size() < width ? width - id.size() : 0, ' ').append(" ");
  text.append(title).append("\n");
}

std::string format_rows() {
  std::string text;
  for (const Format* format : formats()) put_row(text, format->facts().id, format->facts().summary, 16);
  for (const DocumentFormat* format : document_formats())
    put_row(text, format->facts().id, format->facts().summary, 16);
  return text;
}

std::string log_form_rows() {
  std::string text;
  for (const LogForm& form : log_forms()) put_row(text, form.id, form.title, 18);
  return text;
}

std::string import_form_rows() {
  std::string text;
  for (const ImportForm& form : import_forms()) text.append("  ").append(form.title).append("\n");
  return text;
}

std::string search_rows() {
  std::string text, without_seed;
  const Catalogue catalogue = Catalogue::builtin();
  for (const CatalogueEntry& entry : catalogue.entries()) {
    if (const SeedSearcher* const searcher = find_searcher(entry.id))
      text.append("  ").append(entry.id).append(": ").append(searcher->method()).append("\n");
  }
  for (const CatalogueEntry* const entry : families_without_seeds(catalogue))
    without_seed.append(without_seed.empty() ? "" : ", ").append(entry->id);
  return text.append("\nFamilies without a seed, whose names are looked for in the dates: ")
      .append(without_seed)
      .append(".");
}

/// The list that a mark of a text stands for.
std::string list_of(std::string_view mark) {
  if (mark == "@formats@") return format_rows();
  if (mark == "@log-forms@") return log_form_rows();
  if (mark == "@import-forms@") return import_form_rows();
  if (mark == "@searches@") return search_rows();
  return std::string(mark);
}

std::vector<std::string> split_paragraphs(std::string_view text) {
  std::vector<std::string> all;
  while (!text.empty()) {
    const auto end = std::min(text.find("\n\n"), text.size());
    all.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return all;
}

/// Appends the words of `text`, from the column `at` on in each line.
void wrap(std::string& out, std::string_view text, std::size_t at) {
  std::size_t column = kWidth;  // the first word begins a line
  bool first = true;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (first || column + 1 + word.size() > kWidth) {
      out.append(first ? "" : "\n").append(at, ' ').append(word);
      column = at + word.size();
    } else {
      out.append(" ").append(word);
      column += 1 + word.size();
    }
    first = false;
  }
  out.append("\n");
}

void put_paragraphs(std::string& out, std::string_view text) {
  for (const std::string& paragraph : paragraphs_of(text)) {
    out.append("\n");
    if (paragraph.starts_with(' ')) {
      out.append(paragraph);
      if (!paragraph.ends_with('\n')) out.append("\n");
    } else {
      wrap(out, paragraph, 0);
    }
  }
}

void put_short(std::string& out, std::string_view usage, std::string_view brief) {
  out.append("  ").append(usage);
  out.append(usage.size() + 4 <= kBriefAt ? kBriefAt - 2 - usage.size() : 2, ' ').append(brief).append("\n");
}

void put_short(std::string& out, const Option& option) { put_short(out, usage_of(option), option.brief); }

void put_long(std::string& out, const Option& option) {
  out.append("  ").append(usage_of(option)).append("\n");
  std::string text = sentence(option.brief);
  if (!option.more.empty()) text.append(" ").append(option.more);
  wrap(out, text, kTextAt);
  if (const std::string facts = facts_of(option); !facts.empty()) wrap(out, facts, kTextAt);
}

/// The arguments, then the options group by group, then those of every command.
template <typename Put>
void put_options(std::string& out, const Command* command, const Put& put) {
  std::vector<OptionGroup> groups;
  if (command != nullptr) groups.assign(command->groups.begin(), command->groups.end());
  const char* before = "\nArguments:\n";
  for (const OptionGroup& group : groups) {
    for (const Option* option : group.options) {
      if (!option->argument) continue;
      out.append(std::exchange(before, ""));
      put(*option);
    }
  }
  groups.push_back(general_options());
  for (const OptionGroup& group : groups) {
    if (std::ranges::all_of(group.options, &Option::argument)) continue;
    out.append("\n").append(group.title.empty() ? "Options" : group.title).append(":\n");
    for (const Option* option : group.options) {
      if (!option->argument) put(*option);
    }
  }
}

void put_head(std::string& out, const Command* command) {
  out.append("Usage: dgacast ");
  if (command == nullptr) {
    out.append("[OPTION]... COMMAND ...\n\n");
    wrap(out, kTitle, 0);
  } else {
    out.append(command->name).append(" ").append(synopsis_of(*command)).append("\n\n");
    wrap(out, sentence(command->brief), 0);
  }
  const auto below = commands_of(command);
  if (below.empty()) return;
  out.append("\nCommands:\n");
  for (const Command* one : below) put_short(out, last_word(*one), one->brief);
}

std::string name_and_space(const Command* command) {
  return command == nullptr ? std::string{} : std::string(command->name) + " ";
}

}  // namespace

std::string sentence(std::string_view text) {
  std::string made(text);
  const auto word = text.substr(0, text.find_first_of(" ,:;"));
  // A name that has a form of its own, "minisign" apart, keeps it.
  if (!made.empty() && made[0] >= 'a' && made[0] <= 'z' && word.find_first_of("-:/") == word.npos)
    made[0] = static_cast<char>(made[0] - 'a' + 'A');
  return made.append(".");
}

std::vector<std::string> paragraphs_of(std::string_view text) {
  std::vector<std::string> all;
  for (const std::string& paragraph : split_paragraphs(text)) {
    for (std::string& one : split_paragraphs(list_of(paragraph))) all.push_back(std::move(one));
  }
  return all;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string synopsis_of(const Command& command) {
  if (command.add == nullptr) return "COMMAND ...";
  std::string text = "[OPTION]...";
  const auto put = [&text](const Option& option, const std::string& usage) {
    text.append(option.required ? " " : " [").append(usage).append(option.required ? "" : "]");
  };
  for (const OptionGroup& group : command.groups) {
    for (const Option* option : group.options) {
      if (!option->argument && option->required) put(*option, usage_of(*option).substr(option->letter != 0 ? 4 : 0));
    }
  }
  for (const OptionGroup& group : command.groups) {
    for (const Option* option : group.options) {
      if (option->argument) put(*option, usage_of(*option));
    }
  }
  return text;
}

std::string usage_of(const Option& option) {
  if (option.argument) return std::string(option.value).append(option.kind == OptionKind::texts ? "..." : "");
  std::string text;
  if (option.letter != 0) text.append({'-', option.letter}).append(", ");
  text.append("--").append(option.name);
  if (!option.value.empty()) text.append(" ").append(option.value);
  return text;
}

std::string facts_of(const Option& option) {
  std::string text;
  const auto add = [&text](std::string_view title, std::string_view value) {
    if (value.empty()) return;
    text.append(text.empty() ? "" : " ").append(title).append(": ").append(value).append(".");
  };
  std::string words;
  for (const std::string_view word : words_of(option.words)) words.append(words.empty() ? "" : ", ").append(word);
  add("Values", words);
  add("Range", range_text(option));
  add("Default", option.fallback);
  add("Default", option.otherwise);
  if (!option.argument && (option.kind == OptionKind::texts || option.kind == OptionKind::list))
    text.append(text.empty() ? "" : " ").append("May be given several times.");
  return text;
}

std::string short_help(const Command* command) {
  std::string out;
  put_head(out, command);
  put_options(out, command, [&out](const Option& option) { put_short(out, option); });
  out.append("\n'dgacast ").append(name_and_space(command)).append("--help' tells more, with examples.\n");
  return out;
}

std::string long_help(const Command* command) {
  std::string out;
  put_head(out, command);
  if (command != nullptr) put_paragraphs(out, command->text);
  put_options(out, command, [&out](const Option& option) { put_long(out, option); });
  const std::string_view status = command == nullptr ? kStatus : command->status;
  if (!status.empty()) {
    out.append("\n");
    wrap(out, "Exit status: " + std::string(status) + ".", 0);
  }
  if (command == nullptr) {
    out.append("\n");
    wrap(out,
         "'dgacast COMMAND -h' lists the options of a command, 'dgacast COMMAND --help' explains them with examples.",
         0);
  } else if (!command->examples.empty()) {
    out.append("\nExamples:\n");
    for (const std::string_view line : lines_of(command->examples)) out.append("  ").append(line).append("\n");
  }
  return out;
}

}  // namespace dgacast
